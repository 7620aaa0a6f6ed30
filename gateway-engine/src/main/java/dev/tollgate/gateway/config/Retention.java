package dev.tollgate.gateway.config;

import java.time.Duration;

/// How long rows are kept.
public record Retention(Duration requests, Duration rollupMinute, Duration rollupHour) {
    public static final Retention DEFAULTS = new Retention(Duration.ofDays(90), Duration.ofDays(30),
            Duration.ofDays(400));
}
