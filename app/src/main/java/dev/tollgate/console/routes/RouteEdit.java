package dev.tollgate.console.routes;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Route;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/// One change of one route, not in force yet.
///
/// @param id tells it from others while it waits, also where the route is renamed
/// @param before the route as it was when editing began; empty for a new one
/// @param after as it shall be; empty to remove it
record RouteEdit(String id, Optional<Route> before, Optional<Route> after) {
    /// The way back once it is in force.
    RouteEdit undone() {
        return new RouteEdit(id, /* before= */ after, /* after= */ before);
    }

    boolean changesNothing() {
        return before.equals(after);
    }

    /// The route this edit began from, as it stands in a configuration.
    Optional<Route> now(GatewayConfig config) {
        return before.flatMap(was -> named(config, was.name()));
    }

    /// Whether somebody else has changed what this edit began from, or taken its name.
    boolean clashes(GatewayConfig config) {
        boolean taken = after.filter(next -> before.map(was -> !was.name().equals(next.name())).orElse(true))
                .flatMap(next -> named(config, next.name())).isPresent();
        return taken || !now(config).equals(before);
    }

    /// The same edit over what somebody else made of the route: what it did not touch is theirs.
    RouteEdit over(Optional<Route> theirs) {
        return new RouteEdit(id, theirs, before.isPresent() && theirs.isPresent()
                ? after.map(mine -> merged(before.get(), mine, theirs.get()))
                : after);
    }

    private static Route merged(Route was, Route mine, Route theirs) {
        return new Route(kept(was, mine, theirs, Route::name), kept(was, mine, theirs, Route::targets),
                kept(was, mine, theirs, Route::timeouts), kept(was, mine, theirs, Route::retries),
                kept(was, mine, theirs, Route::health), kept(was, mine, theirs, Route::refuseUnpriced),
                kept(was, mine, theirs, Route::standInPicos), kept(was, mine, theirs, Route::strict),
                kept(was, mine, theirs, Route::policy));
    }

    private static <P> P kept(Route was, Route mine, Route theirs, Function<Route, P> part) {
        var here = part.apply(mine);
        return Objects.equals(part.apply(was), here) ? part.apply(theirs) : here;
    }

    /// Whether a configuration is already as this edit wants it.
    boolean isIn(GatewayConfig config) {
        return after.isEmpty()
                ? now(config).isEmpty()
                : named(config, after.get().name()).equals(after)
                        && before.filter(was -> !was.name().equals(after.get().name()) && now(config).isPresent())
                                .isEmpty();
    }

    /// The configuration with it; a route keeps its place among the others.
    GatewayConfig into(GatewayConfig config) {
        var routes = new ArrayList<>(config.routes());
        int at = before.map(was -> routes.indexOf(named(config, was.name()).orElse(was))).orElse(-1);
        if (at >= 0) {
            routes.remove(at);
        }
        after.ifPresent(next -> routes.add(at >= 0 ? at : routes.size(), next));
        return config.withRoutes(routes);
    }

    static Optional<Route> named(GatewayConfig config, String name) {
        return config.routes().stream().filter(route -> route.name().equals(name)).findFirst();
    }

    /// What the list calls it.
    String name() {
        return after.or(() -> before).map(Route::name).orElse("");
    }
}
