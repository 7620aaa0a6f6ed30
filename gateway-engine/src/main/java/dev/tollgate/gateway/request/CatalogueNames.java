package dev.tollgate.gateway.request;

import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.CatalogueProvider;
import dev.tollgate.gateway.config.GatewayConfig;

/// Which shipped provider a configured one is, so that shipped prices find it under any name.
final class CatalogueNames {
    private CatalogueNames() {
    }

    static String of(GatewayConfig config, String provider) {
        return config.provider(provider).flatMap(p -> Catalogue.byBaseUrl(p.baseUrl())).map(CatalogueProvider::id)
                .orElse(provider);
    }
}
