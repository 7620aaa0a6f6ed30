package dev.tollgate.gateway.wire;

import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// What a path calls. Gemini's paths name the model and whether it streams, all others leave both to the body.
///
/// @param model as in the path, decoded
/// @param stream true where the path says so
public record Called(Endpoint endpoint, Optional<String> model, boolean stream) {
    private static final Map<String, Called> PLAIN = Map.of(
            "/v1/chat/completions", plain(Endpoint.CHAT),
            "/v1/completions", plain(Endpoint.COMPLETIONS),
            "/v1/embeddings", plain(Endpoint.EMBEDDINGS),
            "/v1/responses", plain(Endpoint.RESPONSES),
            "/v1/messages", plain(Endpoint.MESSAGES));
    private static final String MODELS = "/models/";

    /// A call whose body names the model and whether it streams.
    public static Called plain(Endpoint endpoint) {
        return new Called(endpoint, Optional.empty(), false);
    }

    /// Empty where the path calls no model.
    public static Optional<Called> of(String path) {
        var known = PLAIN.get(path);
        return known != null ? Optional.of(known) : generate(path);
    }

    private static Optional<Called> generate(String path) {
        int at = path.indexOf(MODELS);
        int colon = path.lastIndexOf(':');
        if (at < 0 || colon < at) {
            return Optional.empty();
        }
        var model = decoded(path.substring(at + MODELS.length(), colon));
        return switch (path.substring(colon + 1)) {
            case "generateContent" -> Optional.of(new Called(Endpoint.GENERATE, Optional.of(model), false));
            case "streamGenerateContent" -> Optional.of(new Called(Endpoint.GENERATE, Optional.of(model), true));
            default -> Optional.empty();
        };
    }

    private static String decoded(String raw) {
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
        if (path.startsWith("/v1beta/") || generate(path).isPresent()) {
            return Protocol.GEMINI;
        }
        return path.startsWith("/v1/responses") ? Protocol.RESPONSES : Protocol.CHAT;
    }
}
