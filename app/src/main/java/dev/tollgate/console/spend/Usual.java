package dev.tollgate.console.spend;

import java.time.Duration;
import java.time.Instant;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a window is compared with: the same hours of up to four earlier weeks, else the window before. A week counts if
/// it is recorded whole, also where nothing was spent in it: leaving quiet weeks out would make "usual" too high. Pure.
///
/// @param words what it is, for the reader
record Usual(List<Span> periods, String words) {
    static final int WEEKS = 4;
    private static final Duration WEEK = Duration.ofDays(7);

    Usual {
        periods = List.copyOf(periods);
    }

    /// Whether there is anything to compare with.
    boolean isKnown() {
        return !periods.isEmpty();
    }

    /// @param since from when on the ledger knows everything; empty where it knows nothing
    static Usual of(Span window, Optional<Instant> since, Records records, Instant now) {
        var weeks = new ArrayList<Span>();
        if (window.length().compareTo(WEEK) <= 0) {
            for (int week = 1; week <= WEEKS; week++) {
                var earlier = window.weeksBefore(week, records.zone());
                if (known(earlier, since, records, now)) {
                    weeks.add(earlier);
                }
            }
        }
        if (!weeks.isEmpty()) {
            return new Usual(weeks, weekly(window, weeks.size(), records));
        }
        return known(window.before(), since, records, now)
                ? new Usual(List.of(window.before()), "the window before, as long as this one; no earlier week is "
                        + "recorded whole")
                : new Usual(List.of(), "nothing yet: no earlier time is recorded");
    }

    private static boolean known(Span span, Optional<Instant> since, Records records, Instant now) {
        boolean recorded = since.isPresent() && !span.from().isBefore(since.get());
        boolean exact = records.hasMinutes(span.from(), now)
                || (records.isHour(span.from()) && records.isHour(span.to()));
        return recorded && exact;
    }

    private static String weekly(Span window, int weeks, Records records) {
        var start = window.from().atZone(records.zone());
        var end = window.to().minusMillis(1).atZone(records.zone());
        var day = start.toLocalDate().equals(end.toLocalDate())
                ? start.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                : "week";
        return weeks == 1
                ? "the same hours of the last " + day
                : "mean of the same hours of the last " + number(weeks) + " " + day + "s";
    }

    private static String number(int weeks) {
        return List.of("two", "three", "four").get(weeks - 2);
    }
}
