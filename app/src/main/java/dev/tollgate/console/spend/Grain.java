package dev.tollgate.console.spend;

import dev.tollgate.gateway.ledger.SpendQuery;
import java.time.Duration;

/// How fine a range is drawn: which roll-up is read and how wide a bar is. A minute is the finest, as no roll-up knows
/// seconds.
///
/// @param name of one bar, behind "per"
record Grain(SpendQuery.Step step, Duration bucket, String name) {
    private static final Grain MINUTE = new Grain(SpendQuery.Step.MINUTE, Duration.ofMinutes(1), "minute");
    private static final Grain FIVE_MINUTES = new Grain(SpendQuery.Step.MINUTE, Duration.ofMinutes(5), "5 minutes");
    private static final Grain HOUR = new Grain(SpendQuery.Step.HOUR, Duration.ofHours(1), "hour");
    private static final Grain QUARTER = new Grain(SpendQuery.Step.HOUR, Duration.ofHours(6), "6 hours");
    private static final Grain DAY = new Grain(SpendQuery.Step.DAY, Duration.ofDays(1), "day");

    /// @param finest what is still kept for this range
    static Grain of(Duration range, SpendQuery.Step finest) {
        var wanted = of(range);
        return switch (finest) {
            case MINUTE -> wanted;
            case HOUR -> wanted.step == SpendQuery.Step.MINUTE ? HOUR : wanted;
            case DAY -> DAY;
        };
    }

    private static Grain of(Duration range) {
        if (range.compareTo(Duration.ofHours(6)) <= 0) {
            return MINUTE;
        }
        if (range.compareTo(Duration.ofHours(26)) <= 0) {
            return FIVE_MINUTES;
        }
        if (range.compareTo(Duration.ofDays(7)) <= 0) {
            return HOUR;
        }
        return range.compareTo(Duration.ofDays(40)) <= 0 ? QUARTER : DAY;
    }

    boolean isDay() {
        return bucket.equals(Duration.ofDays(1));
    }

    /// Whether bars begin anew at each midnight, so that the last one of a day takes what a clock change adds.
    boolean isPartOfDay() {
        return bucket.compareTo(Duration.ofHours(1)) > 0 && !isDay();
    }

    /// Whether bars follow the calendar of the billing zone instead of an even pace.
    boolean isCalendar() {
        return isDay() || isPartOfDay();
    }
}
