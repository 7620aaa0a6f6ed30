package dev.tollgate.console.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The time pages speak of: the last so-many minutes, sliding (LIVE), or a fixed window (HISTORY).
///
/// @param length of a sliding range, or of the window
/// @param fixedFrom start of a fixed window; empty while sliding
public record TimeRange(Duration length, Optional<Instant> fixedFrom) {
    public static final TimeRange LIVE_15_MIN = live(Duration.ofMinutes(15));

    public static TimeRange live(Duration length) {
        return new TimeRange(length, Optional.empty());
    }

    public static TimeRange window(Instant from, Instant to) {
        return new TimeRange(Duration.between(from, to), Optional.of(from));
    }

    public boolean isLive() {
        return fixedFrom.isEmpty();
    }

    public Instant from(Instant now) {
        return fixedFrom.orElse(now.minus(length));
    }

    public Instant to(Instant now) {
        return fixedFrom.map(from -> from.plus(length)).orElse(now);
    }
}
