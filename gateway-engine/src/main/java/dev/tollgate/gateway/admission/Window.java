package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.config.Budget;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// The stretch of time one counter of a budget belongs to: a day of the billing zone (23 or 25 hours where clocks
/// change), or for ever.
record Window(Instant start, Optional<Instant> end) {
    /// No zone's day is longer.
    static final Duration LONGEST_DAY = Duration.ofHours(50);
    static final Window FOREVER = new Window(Instant.EPOCH, Optional.empty());

    static Window of(Budget.Window kind, Instant at, ZoneId zone) {
        return switch (kind) {
            case DAY -> day(at, zone);
            case TOTAL -> FOREVER;
        };
    }

    boolean holds(Instant at) {
        return !at.isBefore(start) && end.map(at::isBefore).orElse(true);
    }

    private static Window day(Instant at, ZoneId zone) {
        var date = at.atZone(zone).toLocalDate();
        return new Window(date.atStartOfDay(zone).toInstant(),
                Optional.of(date.plusDays(1).atStartOfDay(zone).toInstant()));
    }
}
