package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.entry.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A plan, or why there is none. Immutable.
public sealed interface Routed {
    record Planned(Plan plan) implements Routed {}

    /// Nobody may serve the call.
    ///
    /// @param retryAfter when the first resting target may be asked again; empty: waiting does not help
    /// @param unsupported every target lacks what is asked for, so no waiting and no repair helps: the call is wrong
    /// @param message for the client: each target with its reason
    /// @param lacksRoom somebody is well and only at a limit: room comes by waiting
    record NoTarget(List<Verdict> dropped, Optional<Duration> retryAfter, boolean unsupported, boolean lacksRoom,
            String message)
            implements
                Routed {
        public NoTarget {
            dropped = List.copyOf(dropped);
        }
    }
}
