package dev.tollgate.gateway.upstream;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/// Which way a call takes: straight, or through a proxy. Loopback is never proxied. Thread-safe.
final class Proxies implements HttpRoutePlanner {
    /// A proxy's address and its login, `user:password`.
    private record Via(HttpHost host, Optional<String> login) {}

    private final Optional<Via> http;
    private final Optional<Via> https;
    private final List<String> exceptions;
    private final boolean system;
    private final ConcurrentHashMap<HttpHost, HttpRoute> routes = new ConcurrentHashMap<>();
    /// By endpoint of a provider, so it stays small.
    private final ConcurrentHashMap<URI, Optional<HttpHost>> straight = new ConcurrentHashMap<>();

    private Proxies(Optional<Via> http, Optional<Via> https, List<String> exceptions, boolean system) {
        this.http = http;
        this.https = https;
        this.exceptions = exceptions;
        this.system = system;
    }

    static Proxies of(String setting, Function<String, @Nullable String> env) {
        var exceptions = Optional.ofNullable(variable(env, "NO_PROXY")).map(text -> List.of(text.split("[,\\s]+")))
                .orElse(List.of());
        return switch (setting) {
            case "none" -> new Proxies(Optional.empty(), Optional.empty(), List.of(), false);
            case "system" -> {
                var all = variable(env, "ALL_PROXY");
                yield new Proxies(via("HTTP_PROXY", variable(env, "HTTP_PROXY"), all),
                        via("HTTPS_PROXY", variable(env, "HTTPS_PROXY"), all), exceptions, true);
            }
            default -> {
                var one = via("network.proxy", setting, null);
                yield new Proxies(one, one, exceptions, false);
            }
        };
    }

    private static @Nullable String variable(Function<String, @Nullable String> env, String name) {
        var lower = env.apply(name.toLowerCase(Locale.ROOT));
        return lower == null || lower.isBlank() ? env.apply(name) : lower;
    }

    private static Optional<Via> via(String where, @Nullable String first, @Nullable String second) {
        var text = first == null || first.isBlank() ? second : first;
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            var url = new URI(text.contains("://") ? text.strip() : "http://" + text.strip());
            if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                throw new IllegalArgumentException(where + " is no http proxy: write it as http://HOST:PORT");
            }
            int port = url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
            return Optional.of(new Via(new HttpHost(url.getScheme(), url.getHost(), port),
                    Optional.ofNullable(url.getRawUserInfo())));
        } catch (URISyntaxException wrong) {
            // the cause would quote the password
            throw new IllegalArgumentException(where + " is no URL: write it as http://HOST:PORT");
        }
    }

    /// The logins that stand in the proxies' URLs.
    CredentialsProvider credentials() {
        var known = new BasicCredentialsProvider();
        for (var proxy : List.of(http, https)) {
            proxy.ifPresent(via -> via.login.ifPresent(login -> {
                int colon = login.indexOf(':');
                var user = colon < 0 ? login : login.substring(0, colon);
                var password = colon < 0 ? "" : login.substring(colon + 1);
                known.setCredentials(new AuthScope(via.host),
                        new UsernamePasswordCredentials(decoded(user), decoded(password).toCharArray()));
            }));
        }
        return known;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public HttpRoute determineRoute(HttpHost target, HttpContext context) throws HttpException {
        var full = target.getPort() >= 0
                ? target
                : new HttpHost(target.getSchemeName(), target.getHostName(),
                        "https".equals(target.getSchemeName()) ? 443 : 80);
        var known = routes.get(full);
        if (known != null) {
            return known;
        }
        boolean secure = "https".equals(full.getSchemeName());
        var route = proxyFor(full, secure).map(proxy -> new HttpRoute(full, null, proxy, secure))
                .orElseGet(() -> new HttpRoute(full, null, secure));
        routes.put(full, route);
        return route;
    }

    /// The host of an address that is reached without a proxy.
    Optional<HttpHost> straight(URI url) {
        return straight.computeIfAbsent(url, this::unlessProxied);
    }

    private Optional<HttpHost> unlessProxied(URI url) {
        var secure = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        var host = new HttpHost(url.getScheme(), url.getHost(), port);
        return proxyFor(host, secure).isPresent() ? Optional.empty() : Optional.of(host);
    }

    /// The proxy for a host, if it is to be reached through one.
    Optional<HttpHost> proxyFor(HttpHost target, boolean secure) {
        var host = target.getHostName().toLowerCase(Locale.ROOT);
        if (isLoopback(host) || exceptions.stream().anyMatch(entry -> matches(entry, host, target.getPort()))) {
            return Optional.empty();
        }
        return (secure ? https : http).map(Via::host).or(() -> system ? fromMachine(target) : Optional.empty());
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.endsWith(".localhost") || host.startsWith("127.")
                || host.equals("::1") || host.equals("[::1]") || host.equals("0.0.0.0");
    }

    private static boolean matches(String entry, String host, int port) {
        var name = entry.toLowerCase(Locale.ROOT);
        if (name.equals("*")) {
            return true;
        }
        int colon = name.lastIndexOf(':');
        if (colon > 0 && name.indexOf(':') == colon) {
            if (!name.substring(colon + 1).equals(Integer.toString(port))) {
                return false;
            }
            name = name.substring(0, colon);
        }
        var domain = name.startsWith("*.") ? name.substring(2) : name.startsWith(".") ? name.substring(1) : name;
        return !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
    }

    private static Optional<HttpHost> fromMachine(HttpHost target) {
        var selector = ProxySelector.getDefault();
        if (selector == null) {
            return Optional.empty();
        }
        for (var proxy : selector.select(URI.create(target.toURI()))) {
            if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress at) {
                return Optional.of(new HttpHost("http", at.getHostString(), at.getPort()));
            }
        }
        return Optional.empty();
    }
}
