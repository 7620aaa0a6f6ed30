package dev.tollgate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Times of day on some days. 2026-11-20 is a Friday.
class HoursTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "09:00-17:30 | 2026-11-20T09:00 | true", "09:00-17:30 | 2026-11-20T17:30 | false",
            "09:00-17:30 | 2026-11-20T08:59:59 | false", "22:00-06:00 | 2026-11-20T23:00 | true",
            "22:00-06:00 | 2026-11-20T05:59 | true", "22:00-06:00 | 2026-11-20T12:00 | false",
            "fri 22:00-06:00 | 2026-11-21T05:00 | true", "fri 22:00-06:00 | 2026-11-20T05:00 | false",
            "mon-fri 00:00-24:00 | 2026-11-20T23:59:59.999 | true", "mon-fri 00:00-24:00 | 2026-11-21T00:00 | false",
            "sat,sun 10:00-24:00 | 2026-11-21T23:59 | true", "fri-mon 10:00-11:00 | 2026-11-22T10:30 | true",
            "fri-mon 10:00-11:00 | 2026-11-24T10:30 | false", "20:00-00:00 | 2026-11-20T23:30 | true"})
    void contains(String hours, LocalDateTime at, boolean within) {
        assertEquals(within, Hours.parse(hours).orElseThrow().contains(at.atZone(ZoneId.of("Europe/Berlin"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"09:00-17:30", "mon-fri 22:00-06:00", "mon,wed,sat,sun 10:00-24:00", "00:00-24:00",
            "sun 08:15-08:20", "mon-thu,sat 01:00-02:00"})
    void areReadBack(String text) {
        var hours = Hours.parse(text).orElseThrow();
        assertEquals(hours, Hours.parse(hours.toString()).orElseThrow(), hours.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9-17", "25:00-26:00", "09:00", "mon 9:00-10:00", "foo 09:00-10:00", "mon- 09:00-10:00",
            "mon-tue-wed 09:00-10:00", "10:00-10:00", "09:60-10:00"})
    void whatIsNone(String text) {
        assertTrue(Hours.parse(text).isEmpty());
    }
}
