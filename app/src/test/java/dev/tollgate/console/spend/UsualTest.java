package dev.tollgate.console.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsualTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Span THURSDAY = span("2026-11-19T08:00:00Z", "2026-11-19T14:00:00Z");

    private static final Records RECORDS = new Records(BERLIN, Duration.ofDays(30), Duration.ofDays(400));
    private static final Instant NOW = Instant.parse("2026-11-21T13:02:11Z");

    private static Span span(String from, String to) {
        return new Span(Instant.parse(from), Instant.parse(to));
    }

    private static Usual since(Span window, String since) {
        return Usual.of(window, Optional.of(Instant.parse(since)), RECORDS, NOW);
    }

    @Test
    void theSameHoursOfFourWeeks() {
        var usual = since(THURSDAY, "2026-01-01T00:00:00Z");
        assertEquals(4, usual.periods().size());
        assertEquals("mean of the same hours of the last four Thursdays", usual.words());
        assertEquals(span("2026-11-12T08:00:00Z", "2026-11-12T14:00:00Z"), usual.periods().getFirst());
    }

    @Test
    void theSameHoursOnTheClockWhereItChanged() {
        var monday = span("2026-10-26T08:00:00Z", "2026-10-26T09:00:00Z");
        assertEquals(span("2026-10-19T07:00:00Z", "2026-10-19T08:00:00Z"),
                since(monday, "2026-10-15T00:00:00Z").periods().getFirst());
    }

    @Test
    void onlyWeeksThatAreRecordedWhole() {
        var usual = since(THURSDAY, "2026-11-12T08:00:00Z");
        assertEquals(1, usual.periods().size());
        assertEquals("the same hours of the last Thursday", usual.words());
    }

    @Test
    void theWindowBeforeWhereThereIsNoWeek() {
        var usual = since(THURSDAY, "2026-11-18T00:00:00Z");
        assertEquals(List.of(span("2026-11-19T02:00:00Z", "2026-11-19T08:00:00Z")), usual.periods());
        assertTrue(usual.words().startsWith("the window before"), usual.words());
    }

    @Test
    void nothingWhereNothingIsOlder() {
        assertEquals(List.of(), since(THURSDAY, "2026-11-19T08:00:00Z").periods());
        assertTrue(Usual.of(THURSDAY, Optional.empty(), RECORDS, NOW).words().startsWith("nothing yet"));
    }

    @Test
    void aWindowOfMoreThanAWeekIsComparedWithTheOneBefore() {
        var long10 = span("2026-11-01T00:00:00Z", "2026-11-11T00:00:00Z");
        assertEquals(List.of(long10.before()), since(long10, "2026-01-01T00:00:00Z").periods());
    }

    @Test
    void aWeekWhoseMinutesAreGoneCountsOnlyWithFullHours() {
        var odd = span("2026-11-19T08:10:00Z", "2026-11-19T08:40:00Z");
        assertEquals(4, at(NOW.minus(Duration.ofDays(1)), odd));
        assertEquals(3, at(NOW, odd));
        assertEquals(4, at(NOW, THURSDAY));
    }

    private static int at(Instant now, Span window) {
        return Usual.of(window, Optional.of(Instant.parse("2026-01-01T00:00:00Z")), RECORDS, now).periods().size();
    }
}
