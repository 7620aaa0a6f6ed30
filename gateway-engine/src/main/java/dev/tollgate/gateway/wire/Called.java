package dev.tollgate.gateway.wire;

import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a path calls. Gemini's paths name the model and whether it streams, all others leave both to the body.
///
/// @param protocol in whose words it is asked and answered
/// @param method of HTTP, as it is made at the provider too
/// @param tail what distinguishes calls of one endpoint: what stands behind its path (`/generations`, `/file-1/content`),
///   of Gemini's calls the method; empty for the endpoint itself
/// @param model as in the path, decoded
/// @param stream true where the path says so
public record Called(Endpoint endpoint, Protocol protocol, String method, String tail, Optional<String> model,
        boolean stream) {
    private static final String MODELS = "/models/";
    private static final String COMPACT = "/compact";
    private static final Map<String, Called> PLAIN = plain();

    private static Map<String, Called> plain() {
        var known = new HashMap<>(List.of("generations", "edits", "variations").stream()
                .collect(Collectors.toMap(verb -> "/v1/images/" + verb, verb -> plain(Endpoint.IMAGES, "/" + verb))));
        known.putAll(List.of("speech", "transcriptions", "translations").stream()
                .collect(Collectors.toMap(verb -> "/v1/audio/" + verb, verb -> plain(Endpoint.AUDIO, "/" + verb))));
        known.putAll(Map.of(
                "/v1/chat/completions", plain(Endpoint.CHAT),
                "/v1/completions", plain(Endpoint.COMPLETIONS),
                "/v1/embeddings", plain(Endpoint.EMBEDDINGS),
                "/v1/responses", plain(Endpoint.RESPONSES),
                "/v1/messages", plain(Endpoint.MESSAGES),
                "/v1/moderations", plain(Endpoint.MODERATIONS),
                "/v1/rerank", plain(Endpoint.RERANK),
                "/v2/rerank", plain(Endpoint.RERANK),
                "/v1/messages/count_tokens", plain(Endpoint.COUNT_TOKENS),
                "/v1/responses" + COMPACT, plain(Endpoint.RESPONSES, COMPACT)));
        known.put("/v1/responses/input_tokens", counted());
        return Map.copyOf(known);
    }

    private static Called counted() {
        return new Called(Endpoint.COUNT_TOKENS, Protocol.RESPONSES, "POST", "", Optional.empty(), false);
    }

    /// A call whose body names the model and whether it streams.
    public static Called plain(Endpoint endpoint) {
        return plain(endpoint, "");
    }

    private static Called plain(Endpoint endpoint, String tail) {
        return new Called(endpoint, endpoint.protocol(), "POST", tail, Optional.empty(), false);
    }

    /// Whether it is about something that a provider keeps, and so goes to no model: files, batches, stored answers.
    public boolean isKept() {
        return endpoint == Endpoint.FILES || endpoint == Endpoint.BATCHES
                || (endpoint == Endpoint.RESPONSES && !tail.isEmpty() && !tail.equals(COMPACT));
    }

    /// Whether the body is a form with files, which cannot be said otherwise.
    public boolean needsForm() {
        return method.equals("POST") && (tail.equals("/transcriptions") || tail.equals("/translations")
                || tail.equals("/variations") || (endpoint == Endpoint.FILES && id().isEmpty()));
    }

    /// Whether the caller sends no body that would have to be read.
    public boolean isBodiless() {
        return !method.equals("POST") || (isKept() && id().isPresent());
    }

    /// The provider's id of the thing that a call for a kept one names.
    public Optional<String> id() {
        var path = tail.split("[/?]", -1);
        return isKept() && path.length > 1 && tail.startsWith("/") ? Optional.of(decoded(path[1])) : Optional.empty();
    }

    /// A call for something that a provider keeps.
    ///
    /// @param query as in [Exchange#query]
    /// @return empty where the path names none; where this method is not for it, with the ones that are instead
    public static Optional<Called> kept(String method, String path, String query) {
        for (var rule : KEPT) {
            var match = rule.path.matcher(path);
            if (match.matches()) {
                var asked = method.equals("HEAD") ? "GET" : method;
                boolean fits = rule.methods.contains(asked);
                var tail = match.group(1) == null ? "" : match.group(1);
                return Optional.of(new Called(rule.endpoint, rule.endpoint.protocol(),
                        fits ? asked : String.join(", ", rule.methods),
                        tail + (query.isEmpty() || asked.equals("POST") ? "" : "?" + query), Optional.empty(), false));
            }
        }
        return Optional.empty();
    }

    private record Rule(Endpoint endpoint, Pattern path, List<String> methods) {}

    private static final List<Rule> KEPT = List.of(
            new Rule(Endpoint.FILES, Pattern.compile("/v1/files()"), List.of("GET", "POST")),
            new Rule(Endpoint.FILES, Pattern.compile("/v1/files(/[^/]+)"), List.of("GET", "DELETE")),
            new Rule(Endpoint.FILES, Pattern.compile("/v1/files(/[^/]+/content)"), List.of("GET")),
            new Rule(Endpoint.BATCHES, Pattern.compile("/v1/batches()"), List.of("GET", "POST")),
            new Rule(Endpoint.BATCHES, Pattern.compile("/v1/batches(/[^/]+)"), List.of("GET")),
            new Rule(Endpoint.BATCHES, Pattern.compile("/v1/batches(/[^/]+/cancel)"), List.of("POST")),
            new Rule(Endpoint.RESPONSES, Pattern.compile("/v1/responses(/[^/]+)"), List.of("GET", "DELETE")),
            new Rule(Endpoint.RESPONSES, Pattern.compile("/v1/responses(/[^/]+/cancel)"), List.of("POST")),
            new Rule(Endpoint.RESPONSES, Pattern.compile("/v1/responses(/[^/]+/input_items)"), List.of("GET")));

    /// Empty where the path calls no model.
    public static Optional<Called> of(String path) {
        var known = PLAIN.get(path);
        return known != null ? Optional.of(known) : google(path);
    }

    private static Optional<Called> google(String path) {
        int at = path.indexOf(MODELS);
        int colon = path.lastIndexOf(':');
        if (at < 0 || colon < at) {
            return Optional.empty();
        }
        var method = path.substring(colon + 1);
        Function<Endpoint, Optional<Called>> called = endpoint -> Optional.of(new Called(endpoint, Protocol.GEMINI,
                "POST", method, Optional.of(decoded(path.substring(at + MODELS.length(), colon))),
                method.startsWith("stream")));
        return switch (method) {
            case "generateContent", "streamGenerateContent" -> called.apply(Endpoint.GENERATE);
            case "embedContent", "batchEmbedContents" -> called.apply(Endpoint.EMBEDDINGS);
            case "countTokens" -> called.apply(Endpoint.COUNT_TOKENS);
            default -> Optional.empty();
        };
    }

    /// As in a path; a broken escape stays as it is.
    public static String decoded(String raw) {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return raw;
        }
    }

    /// In whose shape errors at this path are answered, also where it calls nothing.
    public static Protocol protocol(String path) {
        if (path.startsWith("/v1/messages")) {
            return Protocol.MESSAGES;
        }
        if (path.startsWith("/v1beta/") || google(path).isPresent()) {
            return Protocol.GEMINI;
        }
        return path.startsWith("/v1/responses") ? Protocol.RESPONSES : Protocol.CHAT;
    }
}
