package dev.tollgate.console.spend;

import dev.tollgate.console.feed.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// A fixed piece of time, the end exclusive.
record Span(Instant from, Instant to) {
    Duration length() {
        return Duration.between(from, to);
    }

    TimeRange range() {
        return TimeRange.window(from, to);
    }

    /// The same hours on the clock of the zone, some weeks earlier.
    Span weeksBefore(int weeks, ZoneId zone) {
        return new Span(from.atZone(zone).minusWeeks(weeks).toInstant(), to.atZone(zone).minusWeeks(weeks).toInstant());
    }

    /// As long as this, ending where it begins.
    Span before() {
        return new Span(from.minus(length()), from);
    }
}
