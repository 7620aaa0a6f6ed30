package dev.tollgate.gateway.config;

import java.util.List;

/// A public model name with the targets that serve it, in the order of the file.
///
/// @param name exact, or a pattern with `*`
/// @param refuseUnpriced answer 402 where a target of the plan has no price
/// @param standInPicos pico-dollars held for a call whose price is unknown
/// @param strict a call that a provider's protocol cannot carry whole is refused, and not sent without the rest
/// @param policy how a target is chosen, and what happens when it fails
public record Route(String name, List<Target> targets, Timeouts timeouts, Retries retries, HealthRule health,
        boolean refuseUnpriced, long standInPicos, boolean strict, Policy policy) {
    public static final long STAND_IN = 50_000_000_000L;

    public Route {
        targets = List.copyOf(targets);
    }

    public static Route of(String name, List<Target> targets) {
        return new Route(name, targets, Timeouts.DEFAULTS, Retries.DEFAULTS, HealthRule.DEFAULTS, false, STAND_IN);
    }

    /// With the usual policy: targets in order.
    public Route(String name, List<Target> targets, Timeouts timeouts, Retries retries, HealthRule health,
            boolean refuseUnpriced, long standInPicos, boolean strict) {
        this(name, targets, timeouts, retries, health, refuseUnpriced, standInPicos, strict, Policy.DEFAULTS);
    }

    /// One that is not strict.
    public Route(String name, List<Target> targets, Timeouts timeouts, Retries retries, HealthRule health,
            boolean refuseUnpriced, long standInPicos) {
        this(name, targets, timeouts, retries, health, refuseUnpriced, standInPicos, false);
    }

    public Route withTargets(List<Target> next) {
        return new Route(name, next, timeouts, retries, health, refuseUnpriced, standInPicos, strict, policy);
    }

    public Route withHealth(HealthRule next) {
        return new Route(name, targets, timeouts, retries, next, refuseUnpriced, standInPicos, strict, policy);
    }

    public Route withPolicy(Policy next) {
        return new Route(name, targets, timeouts, retries, health, refuseUnpriced, standInPicos, strict, next);
    }

    public boolean isPattern() {
        return name.indexOf('*') >= 0;
    }
}
