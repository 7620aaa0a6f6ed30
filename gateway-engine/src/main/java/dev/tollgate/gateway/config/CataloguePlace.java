package dev.tollgate.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The addresses of a provider.
///
/// @param blank what stands in [#baseUrl] for the user's own part of it, such as `YOUR-RESOURCE`; empty where nothing
///   does
/// @param hosts other hosts that are its own, `*` for any letters: `*.openai.azure.com`
public record CataloguePlace(String baseUrl, String blank, List<String> hosts, List<CatalogueRegion> regions) {
    public CataloguePlace {
        hosts = List.copyOf(hosts);
        regions = List.copyOf(regions);
    }

    static CataloguePlace read(Fields fields) {
        return new CataloguePlace(fields.need("base_url", Value::text, ""), fields.read("blank", Value::text, ""),
                fields.texts("hosts"),
                fields.items("regions").stream().map(item -> CatalogueRegion.read(item.fields())).toList());
    }

    /// Whether this address is its own: by host.
    boolean has(URI asked) {
        var host = asked.getHost().toLowerCase(Locale.ROOT);
        return known().anyMatch(host::equals) || hosts.stream().anyMatch(glob -> pattern(glob).matcher(host).matches());
    }

    /// Whether this address is that of a server of this machine that listens at the same port.
    boolean hasPort(URI asked) {
        return isLoopback(asked.getHost()) && uri(baseUrl).filter(own -> own.getPort() == asked.getPort()).isPresent();
    }

    private Stream<String> known() {
        return Stream.concat(Stream.of(baseUrl), regions.stream().map(CatalogueRegion::baseUrl))
                .flatMap(url -> uri(url).stream()).map(uri -> uri.getHost().toLowerCase(Locale.ROOT));
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(Stream.of(glob.split("\\*", -1)).map(Pattern::quote)
                .collect(Collectors.joining("[a-z0-9.-]+")));
    }

    private static boolean isLoopback(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.startsWith("127.") || name.equals("[::1]")
                || name.equals("host.docker.internal");
    }

    /// Empty where it is no address with a host.
    static Optional<URI> uri(String url) {
        try {
            return Optional.of(new URI(url)).filter(uri -> uri.getHost() != null);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
