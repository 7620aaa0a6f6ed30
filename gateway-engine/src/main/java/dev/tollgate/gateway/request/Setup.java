package dev.tollgate.gateway.request;

import dev.tollgate.gateway.access.Keys;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Secrets;
import dev.tollgate.gateway.pricing.PriceBook;
import dev.tollgate.gateway.pricing.ShippedPrices;

/// A configuration with everything derived from it: built whole, swapped in one write, read once by each request.
public record Setup(GatewayConfig config, Keys keys, PriceBook prices, Secrets secrets, long version) {
    public static Setup of(GatewayConfig config, Secrets secrets, long version) {
        return new Setup(config, Keys.of(config.keys(), secrets), prices(config), secrets, version);
    }

    /// The prices this configuration would give, for those who only want to know.
    public static PriceBook prices(GatewayConfig config) {
        return PriceBook.of(config.prices(), ShippedPrices.rows(CatalogueNames.all(config)),
                name -> CatalogueNames.of(config, name));
    }

    /// What the shipped prices call a configured provider; its own name where they have none.
    public static String listed(GatewayConfig config, String provider) {
        return CatalogueNames.of(config, provider);
    }
}
