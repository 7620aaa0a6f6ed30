package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
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
    static Optional<Place> of(Provider provider, Endpoint endpoint) {
        try {
            var base = provider.baseUrl();
            int query = base.indexOf('?');
            var path = query < 0 ? base : base.substring(0, query);
            var stem = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            var url = new URI(Azure.address(provider, stem, endpoint, path(stem, endpoint))
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

    /// OpenAI's base URLs end in a version, the others' have none; one that was typed all the same is not doubled.
    private static String path(String stem, Endpoint endpoint) {
        boolean versioned = stem.endsWith("/v1") || stem.endsWith("/v1beta");
        return switch (endpoint) {
            case CHAT -> "/chat/completions";
            case COMPLETIONS -> "/completions";
            case EMBEDDINGS -> "/embeddings";
            case RESPONSES -> "/responses";
            case MESSAGES -> versioned ? "/messages" : "/v1/messages";
            case CONVERSE -> "/model/";
            case OLLAMA_CHAT -> "/api/chat";
            case GENERATE -> versioned ? "/models/" : "/v1beta/models/";
        };
    }

    /// The whole address of a call; Gemini's names the model and whether it streams, Azure's may name the deployment.
    URI url(String model, boolean stream) {
        if (!url.getPath().endsWith("/models/")) {
            return apiKey ? URI.create(Azure.named(url.toString(), model)) : url;
        }
        var name = model.startsWith("models/") ? model.substring(7) : model;
        var method = stream ? ":streamGenerateContent" : ":generateContent";
        var query = url.getRawQuery() == null ? "" : url.getRawQuery();
        var alt = stream ? (query.isEmpty() ? "" : "&") + "alt=sse" : "";
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath()
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20") + method
                + (query.isEmpty() && alt.isEmpty() ? "" : "?" + query + alt));
    }
}
