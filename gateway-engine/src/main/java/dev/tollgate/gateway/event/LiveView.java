package dev.tollgate.gateway.event;

import dev.tollgate.gateway.term.Dimension;
import java.time.Instant;
import java.util.List;

/// The last 15 minutes by one dimension, second by second; immutable.
///
/// @param at end of the last (running) second
/// @param series the busiest of the last 15 minutes first, at most 200; the rest is folded into `others`
/// @param inputPerMinute tokens of the last 60 s
/// @param requests5m requests ended in the last 5 minutes, and of them errors and fallbacks
/// @param billedFailedTokens5m tokens of attempts that failed and still cost
public record LiveView(Instant at, Dimension by, List<LiveSeries> series, long inputPerMinute, long outputPerMinute,
        long picosPerMinute, long requests5m, long errors5m, long fallbacks5m, long billedFailedTokens5m) {
    public static final int SECONDS = 900;

    public LiveView {
        series = List.copyOf(series);
    }
}
