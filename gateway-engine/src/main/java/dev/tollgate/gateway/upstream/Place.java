package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.upstream.dialect.Quirks;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where an endpoint of a provider is, and what follows from its address. Immutable; kept per base URL.
///
/// @param near on this machine or in a private network: only there can a call come round to us again
/// @param openRouter has headers of its own that must reach it
record Place(URI url, boolean near, boolean openRouter, Quirks quirks) {
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
            var url = new URI((path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + path(endpoint)
                    + (query < 0 ? "" : base.substring(query)));
            if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return Optional.empty();
            }
            var host = url.getHost().toLowerCase(Locale.ROOT);
            return Optional.of(new Place(url, isNear(host), host.equals("openrouter.ai")
                    || host.endsWith(".openrouter.ai"), Quirks.of(host)));
        } catch (URISyntaxException wrong) {
            return Optional.empty();
        }
    }

    /// Loopback, private and link-local addresses and names that only a local network knows; asks no resolver.
    static boolean isNear(String host) {
        return PRIVATE.matcher(host).matches();
    }

    private static String path(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT -> "/chat/completions";
            case COMPLETIONS -> "/completions";
            case EMBEDDINGS -> "/embeddings";
        };
    }
}
