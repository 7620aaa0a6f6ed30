package dev.tollgate.gateway.config;

import java.time.Duration;

/// Calls of the same target after its first: how many, and how long between them (full jitter, doubling).
public record Retries(int attempts, Duration backoff, Duration maxBackoff) {
    public static final Retries DEFAULTS = new Retries(1, Duration.ofMillis(250), Duration.ofSeconds(5));
}
