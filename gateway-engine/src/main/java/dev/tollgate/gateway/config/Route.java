package dev.tollgate.gateway.config;

import java.util.List;

/// A public model name with the targets that serve it, in order (strategy `fallback`).
///
/// @param name exact, or a pattern with `*`
/// @param refuseUnpriced answer 402 where a target of the plan has no price
/// @param standInPicos pico-dollars held for a call whose price is unknown
public record Route(String name, List<Target> targets, Timeouts timeouts, Retries retries, HealthRule health,
        boolean refuseUnpriced, long standInPicos) {
    public static final long STAND_IN = 50_000_000_000L;

    public Route {
        targets = List.copyOf(targets);
    }

    public static Route of(String name, List<Target> targets) {
        return new Route(name, targets, Timeouts.DEFAULTS, Retries.DEFAULTS, HealthRule.DEFAULTS, false, STAND_IN);
    }

    public boolean isPattern() {
        return name.indexOf('*') >= 0;
    }
}
