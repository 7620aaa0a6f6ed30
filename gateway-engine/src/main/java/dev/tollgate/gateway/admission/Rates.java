package dev.tollgate.gateway.admission;

import java.time.Duration;
import java.util.Optional;

/// How a key's limits stand, for the headers of an answer.
///
/// @param requests of `rpm`, empty where it has none
/// @param tokens of `tpm`, empty where it has none
public record Rates(Optional<Rate> requests, Optional<Rate> tokens) {
    public static final Rates NONE = new Rates(Optional.empty(), Optional.empty());

    /// @param remaining what would pass now, 0 or more
    /// @param reset until all of it is there again if nothing else came
    public record Rate(long limit, long remaining, Duration reset) {}

    public boolean isNone() {
        return requests.isEmpty() && tokens.isEmpty();
    }
}
