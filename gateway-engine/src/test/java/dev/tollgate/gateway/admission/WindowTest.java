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
}
