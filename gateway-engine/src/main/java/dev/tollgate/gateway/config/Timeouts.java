package dev.tollgate.gateway.config;

import java.time.Duration;
import java.util.Optional;

/// How long a call may take. `firstToken` and `response` unset: 30 s and 120 s while another target can still take
/// over, else the total.
public record Timeouts(Duration connect, Optional<Duration> firstToken, Optional<Duration> response, Duration idle,
        Duration total) {
    public static final Timeouts DEFAULTS = new Timeouts(Duration.ofSeconds(5), Optional.empty(), Optional.empty(),
            Duration.ofSeconds(60), Duration.ofSeconds(600));
}
