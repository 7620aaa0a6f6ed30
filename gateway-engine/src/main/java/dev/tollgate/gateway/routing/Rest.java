package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.config.HealthRule;
import dev.tollgate.gateway.term.Fault;
import java.time.Duration;
import java.util.Optional;

/// How long a target rests after a fault: pure arithmetic on a rule.
record Rest(HealthRule rule) {
    /// A refused credential stays refused until somebody changes it; asking now and then notices that.
    static final Duration AUTH = Duration.ofMinutes(5);
    /// No provider's wish holds longer than this.
    static final Duration LONGEST_WISH = Duration.ofDays(1);
    private static final int LARGEST_SHIFT = 20;

    /// @param before how many rests in a row ended in a failed probe
    Duration after(Fault fault, Optional<Duration> wish, int before) {
        var own = fault == Fault.AUTH ? AUTH : doubled(before);
        return wish.filter(w -> w.isPositive()).map(w -> w.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : w).orElse(own);
    }

    /// Whether one such fault is enough.
    boolean atOnce(Fault fault) {
        return fault == Fault.RATE_LIMITED || fault == Fault.AUTH;
    }

    private Duration doubled(int before) {
        var longest = rule.maxCooldown();
        var grown = rule.cooldown().multipliedBy(1L << Math.min(before, LARGEST_SHIFT));
        return grown.compareTo(longest) > 0 ? longest : grown;
    }
}
