package dev.tollgate.console.keys;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Route;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;

/// What can be chosen in the editors: names that the configuration has now.
///
/// @param routes routes first, then models of enabled providers
record Offer(List<String> routes, List<String> keys, List<String> budgets, ZoneId zone) {
    static Offer of(GatewayConfig config) {
        var routes = new LinkedHashSet<String>();
        config.routes().stream().map(Route::name).forEach(routes::add);
        config.providers().stream().filter(Provider::enabled).flatMap(provider -> provider.models().stream())
                .filter(model -> model.indexOf('*') < 0).forEach(routes::add);
        return new Offer(List.copyOf(routes), config.keys().stream().map(key -> key.name()).toList(),
                config.budgets().stream().map(budget -> budget.name()).toList(), config.billingZone());
    }
}
