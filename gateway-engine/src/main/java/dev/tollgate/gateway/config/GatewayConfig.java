package dev.tollgate.gateway.config;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The whole configuration as one immutable value; swapped whole.
///
/// @param billingZone where days of budgets and charts begin
/// @param strictModels only routes answer, never a bare or `PROVIDER/MODEL` name
/// @param routes in the order of the file
/// @param customers those of whom more is said than their name
public record GatewayConfig(Listen listen, ZoneId billingZone, Network network, Optional<Secret> adminKey,
        boolean strictModels, List<Provider> providers, List<Route> routes, List<KeyEntry> keys, List<Budget> budgets,
        List<PriceRow> prices, Retention retention, Alarming alarming, List<Customer> customers) {
    public GatewayConfig {
        providers = List.copyOf(providers);
        routes = List.copyOf(routes);
        keys = List.copyOf(keys);
        budgets = List.copyOf(budgets);
        prices = List.copyOf(prices);
        customers = List.copyOf(customers);
    }

    /// Without customers that are named.
    public GatewayConfig(Listen listen, ZoneId billingZone, Network network, Optional<Secret> adminKey,
            boolean strictModels, List<Provider> providers, List<Route> routes, List<KeyEntry> keys,
            List<Budget> budgets, List<PriceRow> prices, Retention retention, Alarming alarming) {
        this(listen, billingZone, network, adminKey, strictModels, providers, routes, keys, budgets, prices, retention,
                alarming, List.of());
    }

    public static GatewayConfig empty(ZoneId zone) {
        return new GatewayConfig(Listen.DEFAULTS, zone, Network.DEFAULTS, Optional.empty(), false, List.of(), List.of(),
                List.of(), List.of(), List.of(), Retention.DEFAULTS, Alarming.NONE);
    }

    public GatewayConfig withListen(Listen next) {
        return new GatewayConfig(next, billingZone, network, adminKey, strictModels, providers, routes, keys, budgets,
                prices, retention, alarming, customers);
    }

    public GatewayConfig withProviders(List<Provider> next) {
        return new GatewayConfig(listen, billingZone, network, adminKey, strictModels, next, routes, keys, budgets,
                prices, retention, alarming, customers);
    }

    public GatewayConfig withRoutes(List<Route> next) {
        return new GatewayConfig(listen, billingZone, network, adminKey, strictModels, providers, next, keys, budgets,
                prices, retention, alarming, customers);
    }

    public GatewayConfig withKeys(List<KeyEntry> next) {
        return new GatewayConfig(listen, billingZone, network, adminKey, strictModels, providers, routes, next, budgets,
                prices, retention, alarming, customers);
    }

    public GatewayConfig withBudgets(List<Budget> next) {
        return new GatewayConfig(listen, billingZone, network, adminKey, strictModels, providers, routes, keys, next,
                prices, retention, alarming, customers);
    }

    public GatewayConfig withPrices(List<PriceRow> next) {
        return new GatewayConfig(listen, billingZone, network, adminKey, strictModels, providers, routes, keys, budgets,
                next, retention, alarming, customers);
    }

    public GatewayConfig withAlarming(Alarming next) {
        return new GatewayConfig(listen, billingZone, network, adminKey, strictModels, providers, routes, keys, budgets,
                prices, retention, next, customers);
    }

    public GatewayConfig withBillingZone(ZoneId next) {
        return new GatewayConfig(listen, next, network, adminKey, strictModels, providers, routes, keys, budgets,
                prices, retention, alarming, customers);
    }

    public GatewayConfig withNetwork(Network next) {
        return new GatewayConfig(listen, billingZone, next, adminKey, strictModels, providers, routes, keys, budgets,
                prices, retention, alarming, customers);
    }

    public GatewayConfig withRetention(Retention next) {
        return new GatewayConfig(listen, billingZone, network, adminKey, strictModels, providers, routes, keys, budgets,
                prices, next, alarming, customers);
    }

    public GatewayConfig withCustomers(List<Customer> next) {
        return new GatewayConfig(listen, billingZone, network, adminKey, strictModels, providers, routes, keys, budgets,
                prices, retention, alarming, next);
    }

    public Optional<Provider> provider(String name) {
        return providers.stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
