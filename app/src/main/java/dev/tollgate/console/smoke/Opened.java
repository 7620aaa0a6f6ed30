package dev.tollgate.console.smoke;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.smoke.Check;
import dev.tollgate.gateway.term.TargetId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One cell that is looked at, with its past. Immutable.
///
/// @param history newest first; empty where it was never run
/// @param routes that send calls to the target, with its place in each
/// @param left where the last run did not come to it: why
record Opened(TargetId target, Check check, List<SmokeCell> history, List<String> routes, Optional<SmokeCell> left) {
    Opened {
        history = List.copyOf(history);
        routes = List.copyOf(routes);
    }

    Optional<SmokeCell> cell() {
        return history.stream().findFirst();
    }

    /// The last time it passed before this cell.
    Optional<SmokeCell> lastPass() {
        return history.stream().skip(1).filter(c -> c.state() == SmokeCell.State.OK).findFirst();
    }

    static Optional<SmokeCell> left(List<SmokeCell> unreached, TargetId target, Check check) {
        return unreached.stream().filter(c -> c.target().equals(target.label()) && c.check().equals(check.word()))
                .findFirst();
    }

    static List<String> routes(GatewayConfig config, TargetId target) {
        return config.routes().stream().flatMap(route -> {
            var all = route.targets();
            for (int i = 0; i < all.size(); i++) {
                if (is(all.get(i), target)) {
                    return Stream.of(route.name() + ", place " + (i + 1));
                }
            }
            return Stream.of();
        }).toList();
    }

    private static boolean is(Target one, TargetId other) {
        return one.provider().equals(other.provider()) && one.model().equals(other.model());
    }
}
