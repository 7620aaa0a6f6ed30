package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.upstream.dialect.Quirks;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where an endpoint of a provider is, and what follows from its address. Immutable; kept per base URL.
///
/// @param near on this machine or in a private network: only there can a call come round to us again
/// @param openRouter has headers of its own that must reach it
/// @param apiKey takes an OpenAI-compatible call's key in `api-key`
record Place(URI url, boolean near, boolean openRouter, Quirks quirks, Dialect dialect,
        boolean apiKey) {
    private static final Pattern PRIVATE =
            Pattern.compile("localhost|.+\\.localhost|[^.:]+|.+\\.(local|lan|home|internal)"
                    + "|127\\..+|10\\..+|192\\.168\\..+|169\\.254\\..+|172\\.(1[6-9]|2\\d|3[01])\\..+|0\\.0\\.0\\.0"
                    + "|\\[(::1?|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*|::ffff:(127|10|192\\.168|169\\.254)\\..+)]");

    /// Empty where the base URL is none.
    static Optional<Place> of(Provider provider, Endpoint endpoint, Protocol protocol) {
        try {
            var base = provider.baseUrl();
            int query = base.indexOf('?');
            var path = query < 0 ? base : base.substring(0, query);
            var stem = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            var url = new URI(Azure.address(provider, stem, endpoint, path(provider, stem, endpoint, protocol))
                    + Azure.query(provider, query < 0 ? "" : base.substring(query)));
            if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return Optional.empty();
            }
            var host = url.getHost().toLowerCase(Locale.ROOT);
            return Optional.of(new Place(url, isNear(host), host.equals("openrouter.ai")
                    || host.endsWith(".openrouter.ai"), Quirks.of(base),
                    provider.dialect(), Azure.takesApiKey(provider)));
        } catch (URISyntaxException wrong) {
            return Optional.empty();
        }
    }

    /// Loopback, private and link-local addresses and names that only a local network knows; asks no resolver.
    static boolean isNear(String host) {
        return PRIVATE.matcher(host).matches();
    }

    /// OpenAI's base URLs end in a version, the others' have none; one that was typed all the same is not doubled, nor is
    /// Ollama's `/api`.
    private static String path(Provider provider, String stem, Endpoint endpoint, Protocol protocol) {
        if (provider.dialect() == Dialect.VERTEX) {
            return Vertex.path(provider, stem, protocol);
        }
        boolean versioned = stem.endsWith("/v1") || stem.endsWith("/v1beta");
        var api = stem.endsWith("/api") ? "" : "/api";
        if (protocol == Protocol.GEMINI) {
            return versioned ? "/models/" : "/v1beta/models/";
        }
        return switch (endpoint) {
            case CHAT -> "/chat/completions";
            case COMPLETIONS -> "/completions";
            case EMBEDDINGS, GENERATE -> protocol == Protocol.OLLAMA ? api + "/embed" : "/embeddings";
            case RESPONSES -> "/responses";
            case MESSAGES -> versioned ? "/messages" : "/v1/messages";
            case COUNT_TOKENS -> protocol == Protocol.RESPONSES
                    ? "/responses/input_tokens"
                    : (versioned ? "" : "/v1") + "/messages/count_tokens";
            case IMAGES, AUDIO, MODERATIONS, RERANK, FILES, BATCHES -> "/" + endpoint.word();
            case CONVERSE -> "/model/";
            case OLLAMA_CHAT -> api + "/chat";
        };
    }

    /// The whole address of a call; Gemini's and Bedrock's name the model and what is asked of it, Azure's may name the
    /// deployment.
    ///
    /// @param tail as in [dev.tollgate.gateway.wire.Called], its query included
    URI url(String tail, String model) {
        if (tail.isEmpty()) {
            return apiKey ? URI.create(Azure.named(url.toString(), model)) : url;
        }
        if (url.getPath().endsWith("/model/")) {
            return joined(encoded(model) + "/" + tail);
        }
        if (!url.getPath().endsWith("/models/")) {
            var whole = joined(tail);
            return apiKey ? URI.create(Azure.named(whole.toString(), model)) : whole;
        }
        var name = model.startsWith("models/") ? model.substring(7) : model;
        return joined(encoded(name) + ":" + tail
                + (tail.startsWith("streamGenerate") ? "?alt=sse" : ""));
    }

    private URI joined(String tail) {
        int mark = tail.indexOf('?');
        var own = url.getRawQuery() == null ? "" : url.getRawQuery();
        var more = mark < 0 ? "" : tail.substring(mark + 1);
        var query = own + (own.isEmpty() || more.isEmpty() ? "" : "&") + more;
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath()
                + (mark < 0 ? tail : tail.substring(0, mark)) + (query.isEmpty() ? "" : "?" + query));
    }

    /// As one segment of a path: an ARN has colons and slashes.
    private static String encoded(String model) {
        return URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
