package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.term.TargetId;
import java.util.List;
import java.util.Set;

/// What is to be tested. Immutable.
///
/// @param targets models at providers, without a credential
/// @param checks empty: all
/// @param ceilingPicos pico-dollars that the run may never pass
public record SmokeAsk(List<TargetId> targets, Set<Check> checks, long ceilingPicos) {
    /// Five cents.
    public static final long USUAL_CEILING = 50_000_000_000L;

    public SmokeAsk {
        targets = List.copyOf(targets);
        checks = Set.copyOf(checks.isEmpty() ? Set.of(Check.values()) : checks);
    }
}
