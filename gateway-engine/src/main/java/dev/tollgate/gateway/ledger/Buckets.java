package dev.tollgate.gateway.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/// Where minutes, hours and days begin, in whole minutes since the epoch. Hours and days follow the billing zone's
/// clock, so that an hour chart of Kathmandu has no quarter hours and a day may have 23 or 25 hours.
record Buckets(ZoneId zone) {
    private static final long DAY = 1_440;

    static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 60L);
    }

    static Instant instant(long minute) {
        return Instant.ofEpochSecond(minute * 60);
    }

    long hour(Instant at) {
        long offset = zone.getRules().getOffset(at).getTotalSeconds() / 60;
        long minute = minute(at);
        return minute - Math.floorMod(minute + offset, 60L);
    }

    long day(Instant at) {
        return start(LocalDate.ofInstant(at, zone));
    }

    private long start(LocalDate day) {
        return minute(day.atStartOfDay(zone).toInstant());
    }

    long begin(SpendQuery.Step step, Instant at) {
        return switch (step) {
            case MINUTE -> minute(at);
            case HOUR -> hour(at);
            case DAY -> day(at);
        };
    }

    /// The first beginning at or after the instant.
    long ceil(SpendQuery.Step step, Instant at) {
        long begin = begin(step, at);
        if (instant(begin).equals(at)) {
            return begin;
        }
        return switch (step) {
            case MINUTE -> begin + 1;
            case HOUR -> hour(instant(begin + 60));
            case DAY -> start(LocalDate.ofInstant(at, zone).plusDays(1));
        };
    }

    /// The bucket that a row's minute belongs to. Buckets of whole days count from a Monday; shorter ones that divide a
    /// day begin at local midnight, the others at the epoch.
    long bucket(Duration bucket, long minute) {
        long length = bucket.toMinutes();
        if (length <= 1) {
            return minute;
        }
        var at = instant(minute);
        if (length % DAY == 0) {
            var day = LocalDate.ofInstant(at, zone);
            long into = Math.floorMod(day.toEpochDay() + 3, length / DAY);
            return start(day.minusDays(into));
        }
        long from = DAY % length == 0 ? day(at) : 0;
        return minute - Math.floorMod(minute - from, length);
    }
}
