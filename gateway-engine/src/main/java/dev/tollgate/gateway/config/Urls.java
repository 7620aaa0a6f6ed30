package dev.tollgate.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/// The two kinds of addresses a configuration holds, and what can be wrong with them.
final class Urls {
    private Urls() {}

    /// What is wrong with a provider's base URL, as a clause; empty where nothing is.
    static Optional<String> base(String url) {
        var wrong = http(url, "https://api.openai.com/v1");
        if (wrong.isPresent()) {
            return wrong;
        }
        var uri = URI.create(url);
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return Optional.of("must end with a path, without ? and #");
        }
        var path = uri.getRawPath().toLowerCase(Locale.ROOT);
        if (path.endsWith("/chat/completions") || path.endsWith("/completions") || path.endsWith("/embeddings")) {
            return Optional.of("is what stands before /chat/completions: leave that out");
        }
        return url.endsWith("/") ? Optional.of("must not end in /") : Optional.empty();
    }

    /// A webhook's address; a query is part of it.
    static Optional<String> webhook(String url) {
        return http(url, "http://127.0.0.1:9000/hook");
    }

    static Optional<String> proxy(String proxy) {
        if (proxy.equals("system") || proxy.equals("none")) {
            return Optional.empty();
        }
        return http(proxy, "http://proxy.example.com:3128").map(why -> why + "; system and none are allowed too");
    }

    /// Does not repeat the address: it may hold a password.
    private static Optional<String> http(String url, String example) {
        try {
            var uri = new URI(url);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            if (!web || uri.getHost() == null || uri.getPort() > 65_535 || uri.getPort() == 0) {
                return Optional.of("must be a http or https URL such as " + example);
            }
            return uri.getRawUserInfo() == null
                    ? Optional.empty()
                    : Optional.of("a user and password in the URL is not supported yet");
        } catch (URISyntaxException e) {
            return Optional.of("must be a http or https URL such as " + example);
        }
    }
}
