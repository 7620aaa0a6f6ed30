package dev.tollgate.console.spend;

import dev.tollgate.gateway.ledger.SpendQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// How fine a range is drawn: which roll-up is read and how wide a bar is, so that no chart has more bars than it can
/// show. Days begin at midnight of the billing zone, however long they are.
record Grain(SpendQuery.Step step, Duration bucket, String name) {
    static Grain of(Duration range) {
        if (range.compareTo(Duration.ofHours(2)) <= 0) {
            return new Grain(SpendQuery.Step.MINUTE, Duration.ofMinutes(1), "minute");
        }
        if (range.compareTo(Duration.ofHours(8)) <= 0) {
            return new Grain(SpendQuery.Step.MINUTE, Duration.ofMinutes(5), "5 minutes");
        }
        if (range.compareTo(Duration.ofHours(30)) <= 0) {
            return new Grain(SpendQuery.Step.MINUTE, Duration.ofMinutes(15), "15 minutes");
        }
        if (range.compareTo(Duration.ofDays(8)) <= 0) {
            return new Grain(SpendQuery.Step.HOUR, Duration.ofHours(1), "hour");
        }
        return range.compareTo(Duration.ofDays(32)) <= 0
                ? new Grain(SpendQuery.Step.HOUR, Duration.ofHours(6), "6 hours")
                : new Grain(SpendQuery.Step.DAY, Duration.ofDays(1), "day");
    }

    /// The start of the bar an instant falls into.
    Instant floor(Instant at, ZoneId zone) {
        if (bucket.compareTo(Duration.ofHours(1)) > 0) {
            var day = at.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
            long whole = Duration.between(day, at).dividedBy(bucket);
            return day.plus(bucket.multipliedBy(whole));
        }
        long millis = bucket.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), millis) * millis);
    }

    /// Which bar of a chart that begins at `from`; days are counted as dates, so a day of 23 hours is one.
    int index(Instant from, Instant start, ZoneId zone) {
        if (bucket.equals(Duration.ofDays(1))) {
            return (int) ChronoUnit.DAYS.between(from.atZone(zone).toLocalDate(), start.atZone(zone).toLocalDate());
        }
        return (int) Duration.between(from, start).dividedBy(bucket);
    }
}
