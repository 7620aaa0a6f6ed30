package dev.tollgate.gateway.access;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;

/// Customers whose calls go along other routes than their app asks for.
final class Customers {
    private Customers() {}

    /// The route that serves this call; mostly the one that was asked for.
    static Route route(GatewayConfig config, Route asked, Attribution who) {
        var name = who.get(Dimension.CUSTOMER);
        if (name.isEmpty() || config.customers().isEmpty()) {
            return asked;
        }
        return config.customers().stream().filter(customer -> customer.name().equals(name.get())).findFirst()
                .map(customer -> customer.routeMap().get(asked.name()))
                .flatMap(moved -> config.routes().stream().filter(route -> route.name().equals(moved)).findFirst())
                .orElse(asked);
    }

    static String note(Route asked, Route served, Attribution who) {
        return "customer " + who.get(Dimension.CUSTOMER).orElse("") + " is served by " + served.name() + " instead of "
                + asked.name();
    }
}
