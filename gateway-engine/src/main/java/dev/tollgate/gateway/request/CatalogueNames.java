package dev.tollgate.gateway.request;

import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.CatalogueProvider;
import dev.tollgate.gateway.config.GatewayConfig;
import java.util.Set;
import java.util.stream.Collectors;

/// Which shipped provider a configured one is, so that shipped prices find it under any name.
final class CatalogueNames {
    private CatalogueNames() {}

    /// Only their prices need to be read.
    static Set<String> all(GatewayConfig config) {
        return config.providers().stream().map(p -> of(config, p.name())).collect(Collectors.toUnmodifiableSet());
    }

    static String of(GatewayConfig config, String provider) {
        return config.provider(provider).flatMap(p -> Catalogue.byBaseUrl(p.baseUrl())).map(CatalogueProvider::pricedAs)
                .orElse(provider);
    }
}
