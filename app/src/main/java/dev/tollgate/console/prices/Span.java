package dev.tollgate.console.prices;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// How far back a preview looks.
enum Span {
    DAY("24 h"),
    WEEK("7 d"),
    DAYS_30("30 d"),
    MONTH("MTD");

    private final String words;

    Span(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /// @param zone where the month begins
    Instant from(Instant now, ZoneId zone) {
        return switch (this) {
            case DAY -> now.minus(Duration.ofDays(1));
            case WEEK -> now.minus(Duration.ofDays(7));
            case DAYS_30 -> now.minus(Duration.ofDays(30));
            case MONTH -> now.atZone(zone).toLocalDate().withDayOfMonth(1).atStartOfDay(zone).toInstant();
        };
    }
}
