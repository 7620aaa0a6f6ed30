package dev.tollgate.console.spend;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// What the month will have cost: what it cost so far, and for the time left the mean of the last whole days. Quiet days
/// count as zero. Pure.
///
/// @param last day of the month
/// @param days whole days the mean is of; too few of them say nothing
record Forecast(LocalDate last, long soFarPicos, long picos, int days) {
    static final int MOST_DAYS = 28;
    private static final int LEAST_DAYS = 3;
    private static final long SECONDS = Duration.ofDays(1).toSeconds();

    boolean isKnown() {
        return days >= LEAST_DAYS;
    }

    /// @param byDay pico-dollars
    /// @param began the first day of which something is recorded; it may be recorded in part
    static Forecast of(Map<LocalDate, Long> byDay, LocalDate began, Instant now, ZoneId zone) {
        var today = LocalDate.ofInstant(now, zone);
        var month = today.withDayOfMonth(1);
        var next = month.plusMonths(1);
        var whole = began.plusDays(1);
        var first = whole.isAfter(today.minusDays(MOST_DAYS)) ? whole : today.minusDays(MOST_DAYS);
        int days = (int) Math.max(0, ChronoUnit.DAYS.between(first, today));
        long soFar = sum(byDay, month, today.plusDays(1));
        long left = Duration.between(now, next.atStartOfDay(zone).toInstant()).toSeconds();
        long more = days == 0
                ? 0
                : BigInteger.valueOf(sum(byDay, first, today)).multiply(BigInteger.valueOf(left))
                        .divide(BigInteger.valueOf(days * SECONDS)).longValueExact();
        return new Forecast(next.minusDays(1), soFar, Math.addExact(soFar, more), days);
    }

    private static long sum(Map<LocalDate, Long> byDay, LocalDate from, LocalDate to) {
        return byDay.entrySet().stream()
                .filter(day -> !day.getKey().isBefore(from) && day.getKey().isBefore(to))
                .mapToLong(Map.Entry::getValue).reduce(0, Math::addExact);
    }
}
