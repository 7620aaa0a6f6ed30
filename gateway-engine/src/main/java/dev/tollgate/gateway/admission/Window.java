package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.config.Budget;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/// The stretch of time one counter of a budget belongs to: an hour, a day, a week from Monday or a month of the billing
/// zone (a day has 23 or 25 hours where clocks change), a stretch of fixed length from the epoch, or for ever.
record Window(Instant start, Optional<Instant> end) {
    static final Window FOREVER = new Window(Instant.EPOCH, Optional.empty());

    static Window of(Budget.Window kind, Instant at, ZoneId zone) {
        return switch (kind) {
            case Budget.Calendar.HOUR -> hour(at, zone);
            case Budget.Calendar.DAY -> {
                var day = at.atZone(zone).toLocalDate();
                yield days(day, day.plusDays(1), zone);
            }
            case Budget.Calendar.WEEK -> {
                var monday = at.atZone(zone).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield days(monday, monday.plusWeeks(1), zone);
            }
            case Budget.Calendar.MONTH -> {
                var first = at.atZone(zone).toLocalDate().withDayOfMonth(1);
                yield days(first, first.plusMonths(1), zone);
            }
            case Budget.Calendar.TOTAL -> FOREVER;
            case Budget.Every(Duration length) -> every(at, length.toMillis());
        };
    }

    boolean holds(Instant at) {
        return !at.isBefore(start) && (end.isEmpty() || at.isBefore(end.get()));
    }

    private static Window days(LocalDate first, LocalDate next, ZoneId zone) {
        return new Window(first.atStartOfDay(zone).toInstant(), Optional.of(next.atStartOfDay(zone).toInstant()));
    }

    /// The clock's hour of the zone, which need not be a whole one of UTC. An hour that the clocks repeat is two.
    private static Window hour(Instant at, ZoneId zone) {
        var offset = zone.getRules().getOffset(at);
        var start = at.atOffset(offset).truncatedTo(ChronoUnit.HOURS).toInstant();
        var end = start.plus(Duration.ofHours(1));
        var change = zone.getRules().nextTransition(start);
        // clocks that change within the hour end it there
        var early = change == null || !change.getInstant().isBefore(end) ? end : change.getInstant();
        if (!at.isBefore(early)) {
            return new Window(early, Optional.of(end));
        }
        return new Window(start, Optional.of(early));
    }

    private static Window every(Instant at, long millis) {
        long start = Math.floorDiv(at.toEpochMilli(), millis) * millis;
        return new Window(Instant.ofEpochMilli(start), Optional.of(Instant.ofEpochMilli(start + millis)));
    }
}
