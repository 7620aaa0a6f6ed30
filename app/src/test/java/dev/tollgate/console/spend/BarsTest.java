package dev.tollgate.console.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T13:02:11Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int NARROWEST_PLOT = 340;

    @ParameterizedTest
    @CsvSource({"PT15M, minute, 16", "PT1H, minute, 61", "PT6H, 5 minutes, 73", "PT24H, 15 minutes, 97",
        "P7D, hour, 169", "P30D, 6 hours, 121", "P90D, day, 91"})
    void everyRangeHasItsGrainAndFewerBarsThanAChartHasColumns(Duration range, String grain, int bars) {
        var cut = Bars.of(TimeRange.live(range), NOW, BERLIN);
        assertEquals(grain, cut.grain().name());
        assertEquals(bars, cut.count());
        assertTrue(cut.count() < NARROWEST_PLOT);
        assertTrue(!cut.from().isAfter(NOW.minus(range)) && cut.to().isAfter(NOW));
    }

    @Test
    void daysAreDaysOfTheBillingZoneAlsoWhereClocksChange() {
        var cut = Bars.of(TimeRange.live(Duration.ofDays(90)), NOW, BERLIN);
        int change = cut.index(Instant.parse("2026-10-25T12:00:00Z"));
        assertEquals(Duration.ofHours(25), cut.of(change, change).length());
        for (int i = 0; i < cut.count(); i++) {
            var midnight = cut.edges().get(i).atZone(BERLIN);
            assertEquals(midnight.toLocalDate().atStartOfDay(BERLIN), midnight, "bar " + i);
        }
        assertEquals(LocalDate.of(2026, 11, 21), LocalDate.ofInstant(cut.edges().get(cut.count() - 1), BERLIN));
    }

    @Test
    void aShortDayHasFourQuartersToo() {
        var now = Instant.parse("2026-04-02T10:00:00Z");
        var cut = Bars.of(TimeRange.live(Duration.ofDays(30)), now, BERLIN);
        int first = cut.index(Instant.parse("2026-03-28T23:00:00Z"));
        assertEquals(LocalDate.of(2026, 3, 29).atStartOfDay(BERLIN).toInstant(), cut.of(first, first).from());
        assertEquals(LocalDate.of(2026, 3, 30).atStartOfDay(BERLIN).toInstant(), cut.of(first, first + 3).to());
        assertEquals(Duration.ofHours(5), cut.of(first + 3, first + 3).length());
    }

    @Test
    void aBarOfTheChartStandsForItsTrueHours() {
        var cut = Bars.of(TimeRange.live(Duration.ofDays(90)), NOW, BERLIN);
        int last = cut.count() - 1;
        var drawn = cut.onChart(cut.of(last, last));
        assertEquals(cut.of(last, last), cut.drawn(drawn.from(), drawn.to()));
        assertEquals(cut.drawnTo(), drawn.to());
        assertEquals(cut.of(3, 7), cut.drawn(cut.onChart(cut.of(3, 7)).from(), cut.onChart(cut.of(3, 7)).to()));
    }

    @Test
    void hoursFollowAZoneOfQuarterHours() {
        var nepal = ZoneId.of("Asia/Kathmandu");
        var cut = Bars.of(TimeRange.live(Duration.ofDays(7)), NOW, nepal);
        assertEquals(0, cut.from().atZone(nepal).getMinute());
    }
}
