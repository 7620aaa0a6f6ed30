package dev.tollgate.gateway.config;

import java.time.Duration;

/// When a target rests: this many failures within the window, then for `cooldown`, growing to `maxCooldown`.
public record HealthRule(int failures, Duration window, Duration cooldown, Duration maxCooldown) {
    public static final HealthRule DEFAULTS = new HealthRule(5, Duration.ofSeconds(30), Duration.ofSeconds(10),
            Duration.ofMinutes(5));
}
