package dev.tollgate.console.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void soFarAndTheMeanOfTheLastWholeDaysForTheTimeLeft() {
        var byDay = Map.of(LocalDate.of(2026, 11, 17), 600L, LocalDate.of(2026, 11, 20), 400L,
                LocalDate.of(2026, 11, 21), 50L);
        var forecast = Forecast.of(byDay, LocalDate.of(2026, 11, 15), NOON, UTC);
        assertEquals(5, forecast.days());
        assertEquals(1_050, forecast.soFarPicos());
        assertEquals(1_050 + 200 * 19 / 2, forecast.picos());
        assertEquals(LocalDate.of(2026, 11, 30), forecast.last());
    }

    @Test
    void whatIsOlderThanFourWeeksSaysNothingAboutTheDaysLeft() {
        var forecast = Forecast.of(Map.of(LocalDate.of(2026, 10, 20), 1_000_000L), LocalDate.of(2026, 1, 1), NOON, UTC);
        assertEquals(Forecast.MOST_DAYS, forecast.days());
        assertEquals(0, forecast.picos());
    }

    @Test
    void twoDaysAreNoBasis() {
        assertFalse(Forecast.of(Map.of(), LocalDate.of(2026, 11, 18), NOON, UTC).isKnown());
        assertFalse(Forecast.of(Map.of(), LocalDate.of(2026, 11, 21), NOON, UTC).isKnown());
    }
}
