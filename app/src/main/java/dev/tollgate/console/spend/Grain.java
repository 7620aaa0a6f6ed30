package dev.tollgate.console.spend;

import dev.tollgate.gateway.ledger.SpendQuery;
import java.time.Duration;

/// How fine a range is drawn: which roll-up is read and how wide a bar is. No range has more than 170 bars, which is
/// less than the narrowest chart has pixel columns.
///
/// @param name of one bar, behind "per"
record Grain(SpendQuery.Step step, Duration bucket, String name) {
    static Grain of(Duration range) {
        if (range.compareTo(Duration.ofHours(2)) <= 0) {
            return new Grain(SpendQuery.Step.MINUTE, Duration.ofMinutes(1), "minute");
        }
        if (range.compareTo(Duration.ofHours(12)) <= 0) {
            return new Grain(SpendQuery.Step.MINUTE, Duration.ofMinutes(5), "5 minutes");
        }
        if (range.compareTo(Duration.ofHours(40)) <= 0) {
            return new Grain(SpendQuery.Step.MINUTE, Duration.ofMinutes(15), "15 minutes");
        }
        if (range.compareTo(Duration.ofDays(7)) <= 0) {
            return new Grain(SpendQuery.Step.HOUR, Duration.ofHours(1), "hour");
        }
        return range.compareTo(Duration.ofDays(40)) <= 0
                ? new Grain(SpendQuery.Step.HOUR, Duration.ofHours(6), "6 hours")
                : new Grain(SpendQuery.Step.DAY, Duration.ofDays(1), "day");
    }

    boolean isDay() {
        return bucket.equals(Duration.ofDays(1));
    }

    /// Whether bars begin anew at each midnight, so that the last one of a day takes what a clock change adds.
    boolean isPartOfDay() {
        return bucket.compareTo(Duration.ofHours(1)) > 0 && !isDay();
    }
}
