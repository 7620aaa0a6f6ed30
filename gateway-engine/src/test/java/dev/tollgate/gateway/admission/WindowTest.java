package dev.tollgate.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.Budget;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    @ParameterizedTest
    @CsvSource({"Europe/Berlin,2026-11-21T12:00:00Z,2026-11-20T23:00:00Z,24",
            "Europe/Berlin,2026-11-20T23:00:00Z,2026-11-20T23:00:00Z,24",
            "Europe/Berlin,2026-11-20T22:59:59Z,2026-11-19T23:00:00Z,24",
            "Europe/Berlin,2026-03-29T12:00:00Z,2026-03-28T23:00:00Z,23",
            "Europe/Berlin,2026-10-25T12:00:00Z,2026-10-24T22:00:00Z,25",
            "America/Santiago,2026-09-06T12:00:00Z,2026-09-06T04:00:00Z,23",
            "Asia/Kolkata,2026-01-01T00:00:00Z,2025-12-31T18:30:00Z,24",
            "UTC,2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,24"})
    void aDayIsTheZonesDayAsLongAsItIsThere(String zone, Instant at, Instant start, int hours) {
        var window = Window.of(Budget.Calendar.DAY, at, ZoneId.of(zone));
        assertEquals(start, window.start());
        assertEquals(Optional.of(start.plus(Duration.ofHours(hours))), window.end());
        assertTrue(window.holds(at) && window.holds(start));
        assertFalse(window.holds(start.plus(Duration.ofHours(hours))) || window.holds(start.minusNanos(1)));
    }

    @Test
    void totalIsForEver() {
        var window = Window.of(Budget.Calendar.TOTAL, Instant.parse("2026-11-21T12:00:00Z"), ZoneId.of("UTC"));
        assertEquals(Window.FOREVER, window);
        assertTrue(window.holds(Instant.parse("2999-01-01T00:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({"week,Europe/Berlin,2026-11-21T12:00:00Z,2026-11-15T23:00:00Z,2026-11-22T23:00:00Z",
            "week,Europe/Berlin,2026-11-15T22:59:59Z,2026-11-08T23:00:00Z,2026-11-15T23:00:00Z",
            "week,Europe/Berlin,2026-10-25T12:00:00Z,2026-10-18T22:00:00Z,2026-10-25T23:00:00Z",
            "week,UTC,2027-01-01T00:00:00Z,2026-12-28T00:00:00Z,2027-01-04T00:00:00Z",
            "month,Europe/Berlin,2026-11-21T12:00:00Z,2026-10-31T23:00:00Z,2026-11-30T23:00:00Z",
            "month,Europe/Berlin,2026-10-31T22:59:59Z,2026-09-30T22:00:00Z,2026-10-31T23:00:00Z",
            "month,Europe/Berlin,2026-03-15T00:00:00Z,2026-02-28T23:00:00Z,2026-03-31T22:00:00Z",
            "month,UTC,2028-02-29T23:59:59Z,2028-02-01T00:00:00Z,2028-03-01T00:00:00Z",
            "hour,Europe/Berlin,2026-11-21T12:34:56Z,2026-11-21T12:00:00Z,2026-11-21T13:00:00Z",
            "hour,Asia/Kolkata,2026-11-21T12:34:56Z,2026-11-21T12:30:00Z,2026-11-21T13:30:00Z",
            "hour,Europe/Berlin,2026-10-25T00:30:00Z,2026-10-25T00:00:00Z,2026-10-25T01:00:00Z",
            "hour,Europe/Berlin,2026-10-25T01:30:00Z,2026-10-25T01:00:00Z,2026-10-25T02:00:00Z",
            "5h,Europe/Berlin,1970-01-01T07:00:00Z,1970-01-01T05:00:00Z,1970-01-01T10:00:00Z",
            "5s,UTC,2026-11-21T12:00:04.999Z,2026-11-21T12:00:00Z,2026-11-21T12:00:05Z"})
    void otherWindowsBeginAndEndWithTheZonesClock(String text, String zone, Instant at, Instant start, Instant end) {
        var window = Window.of(Budget.Window.parse(text).orElseThrow(), at, ZoneId.of(zone));
        assertEquals(new Window(start, Optional.of(end)), window);
        assertTrue(window.holds(at));
    }

    /// However clocks change, windows follow each other without a gap or an overlap.
    @ParameterizedTest
    @CsvSource({"hour,Europe/Berlin,2026-10-24T20:00:00Z", "hour,Australia/Lord_Howe,2026-04-04T12:00:00Z",
            "hour,Australia/Lord_Howe,2026-10-03T12:00:00Z", "day,America/Santiago,2026-09-01T12:00:00Z",
            "week,Europe/Berlin,2026-03-20T12:00:00Z", "month,America/New_York,2026-01-01T12:00:00Z",
            "7h,Europe/Berlin,2026-10-24T20:00:00Z"})
    void windowsFollowEachOther(String text, String zone, Instant from) {
        var kind = Budget.Window.parse(text).orElseThrow();
        var window = Window.of(kind, from, ZoneId.of(zone));
        for (int i = 0; i < 20; i++) {
            var end = window.end().orElseThrow();
            assertEquals(window, Window.of(kind, end.minusMillis(1), ZoneId.of(zone)));
            var next = Window.of(kind, end, ZoneId.of(zone));
            assertEquals(end, next.start());
            window = next;
        }
    }
}
