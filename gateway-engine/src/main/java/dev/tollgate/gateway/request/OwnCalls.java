package dev.tollgate.gateway.request;

import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.wire.Called;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Head;
import java.util.ArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Calls that the gateway makes itself: the same path as a client's, with its pauses, holds, credentials and row, under
/// a key without a secret and on a route that no configuration has. Each meets a health of its own, so that a resting
/// target can be tried, and a trial that fails takes no target away from traffic. Thread-safe.
public final class OwnCalls {
    private static final String ROUTE = "x-tollgate-route";

    private final LiveSetup live;
    private final Supplier<RequestHandler> apart;

    OwnCalls(LiveSetup live, Supplier<RequestHandler> apart) {
        this.live = live;
        this.apart = apart;
    }

    /// Who calls, what for, and what it may cost.
    ///
    /// @param ceiling a budget beside the configured ones
    public record Caller(KeyEntry key, Route route, Budget ceiling) {}

    /// The fields that lead a call to the caller's route; they never reach a provider.
    public static Head head(Caller caller) {
        return Head.of("Content-Type", "application/json", "User-Agent", "tollgate", ROUTE, caller.route().name());
    }

    /// Blocks until the call has settled; what was answered is in the exchange.
    public Entry make(Caller caller, Endpoint endpoint, Exchange exchange) {
        return apart.get().known(caller.key(), with(live.current(), caller),
                Called.plain(endpoint), exchange);
    }

    private static Setup with(Setup setup, Caller caller) {
        var config = setup.config();
        var budgets = new ArrayList<>(config.budgets());
        budgets.add(caller.ceiling());
        var routes = Stream.concat(Stream.of(caller.route()),
                config.routes().stream().filter(r -> !r.name().equals(caller.route().name()))).toList();
        return new Setup(config.withBudgets(budgets).withRoutes(routes), setup.keys(), setup.prices(),
                setup.secrets(), setup.version());
    }
}
