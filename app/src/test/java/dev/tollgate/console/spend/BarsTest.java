package dev.tollgate.console.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.gateway.ledger.SpendQuery;
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
    private static final Records RECORDS = new Records(BERLIN, Duration.ofDays(30), Duration.ofDays(400));
    private static final int NARROWEST_PLOT = 400;

    @ParameterizedTest
    @CsvSource({"PT15M, minute, 16", "PT1H, minute, 61", "PT6H, minute, 361", "PT24H, 5 minutes, 289",
            "P7D, hour, 169", "P30D, 6 hours, 121", "P90D, day, 91"})
    void everyRangeHasItsGrainAndFewerBarsThanAChartHasColumns(Duration range, String grain, int bars) {
        var cut = Bars.of(TimeRange.live(range), NOW, RECORDS);
        assertEquals(grain, cut.grain().name());
        assertEquals(bars, cut.count());
        assertTrue(cut.count() < NARROWEST_PLOT);
        assertTrue(!cut.from().isAfter(NOW.minus(range)) && cut.to().isAfter(NOW));
    }

    @Test
    void daysAreDaysOfTheBillingZoneAlsoWhereClocksChange() {
        var cut = Bars.of(TimeRange.live(Duration.ofDays(90)), NOW, RECORDS);
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
        var cut = Bars.of(TimeRange.live(Duration.ofDays(30)), now, RECORDS);
        int first = cut.index(Instant.parse("2026-03-28T23:00:00Z"));
        assertEquals(LocalDate.of(2026, 3, 29).atStartOfDay(BERLIN).toInstant(), cut.of(first, first).from());
        assertEquals(LocalDate.of(2026, 3, 30).atStartOfDay(BERLIN).toInstant(), cut.of(first, first + 3).to());
        assertEquals(Duration.ofHours(5), cut.of(first + 3, first + 3).length());
    }

    @Test
    void aBarOfTheChartStandsForItsTrueHours() {
        var cut = Bars.of(TimeRange.live(Duration.ofDays(90)), NOW, RECORDS);
        int last = cut.count() - 1;
        var drawn = cut.onChart(cut.of(last, last));
        assertEquals(cut.of(last, last), cut.drawn(drawn.from(), drawn.to()));
        assertEquals(cut.drawnTo(), drawn.to());
        assertEquals(cut.of(3, 7), cut.drawn(cut.onChart(cut.of(3, 7)).from(), cut.onChart(cut.of(3, 7)).to()));
    }

    @Test
    void hoursFollowAZoneOfQuarterHours() {
        var nepal = ZoneId.of("Asia/Kathmandu");
        var cut = Bars.of(TimeRange.live(Duration.ofDays(7)), NOW,
                new Records(nepal, RECORDS.minutes(), RECORDS.hours()));
        assertEquals(0, cut.from().atZone(nepal).getMinute());
    }

    @Test
    void ofAFixedRangeAllBarsTogetherAreTheRange() {
        var from = Instant.parse("2026-11-01T09:37:00Z");
        var to = Instant.parse("2026-11-10T17:05:00Z");
        var cut = Bars.of(TimeRange.window(from, to), NOW, RECORDS);
        assertEquals(new Span(from, to), cut.span());
        assertEquals(SpendQuery.Step.MINUTE, cut.step());
        assertEquals(Instant.parse("2026-11-01T11:00:00Z"), cut.edges().get(1));
        assertEquals(new Span(from, cut.edges().get(1)), cut.drawn(cut.drawnFrom(), cut.drawnFrom().plusSeconds(60)));
    }

    @Test
    void whereMinutesAreGoneAFixedRangeIsWidenedToHoursAndThenToDays() {
        var spring = TimeRange.window(Instant.parse("2026-05-01T09:37:00Z"), Instant.parse("2026-05-01T11:05:00Z"));
        var hours = Bars.of(spring, NOW, RECORDS);
        assertEquals(new Span(Instant.parse("2026-05-01T09:00:00Z"), Instant.parse("2026-05-01T12:00:00Z")),
                hours.span());
        assertEquals("hour", hours.grain().name());
        var days = Bars.of(spring, NOW.plus(Duration.ofDays(500)), RECORDS);
        assertEquals(new Span(Instant.parse("2026-04-30T22:00:00Z"), Instant.parse("2026-05-01T22:00:00Z")),
                days.span());
    }

    @Test
    void daysAreDrawnAsIfAllHadTwentyFourHours() {
        var cut = Bars.of(TimeRange.live(Duration.ofDays(90)), NOW, RECORDS);
        int change = cut.index(Instant.parse("2026-10-25T12:00:00Z"));
        var after = cut.onChart(cut.of(change + 1, change + 1));
        assertEquals(Instant.parse("2026-10-26T00:00:00Z"), after.from());
        assertEquals(Duration.ofDays(1), after.length());
    }
}
