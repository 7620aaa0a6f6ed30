package dev.tollgate.console.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.console.feed.Colours;
import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.gateway.ledger.Totals;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpendReaderTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-21T13:02:11Z");
    private static final Records RECORDS = new Records(BERLIN, Duration.ofDays(30), Duration.ofDays(400));
    private static final Filter OPEN = Filter.NONE;
    private final FakeRollups ledger = new FakeRollups(BERLIN);
    private final SpendReader reader = new SpendReader(ledger, RECORDS, new Colours());

    private static Asked asked(Duration range, Filter filter, Unit unit) {
        return new Asked(TimeRange.live(range), filter, Dimension.KEY, unit, Optional.empty());
    }

    private static Filter parsed(String text) {
        return ((Filter.Parsed.Good) Filter.parse(text)).filter();
    }

    private void manyCalls() {
        var random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            ledger.call(NOW.minusSeconds(random.nextInt(90 * 86_400)), random.nextLong(1_000_000_000_000L),
                    Map.of(Dimension.KEY, "key-" + random.nextInt(12), Dimension.MODEL, "m-" + random.nextInt(3)));
        }
    }

    @Test
    void tableBarsAndTotalAreOneSum() {
        manyCalls();
        for (var range : SpendModel.RANGES) {
            for (var unit : Unit.values()) {
                var found = reader.read(asked(range, OPEN, unit), NOW);
                long lines = found.lines().stream().mapToLong(line -> unit.of(line.totals())).sum();
                double bars = found.chart().series().stream().mapToDouble(one -> one.values().sum()).sum();
                assertEquals(unit.of(found.total()), lines);
                assertEquals(lines, found.charted());
                assertEquals((double) lines, bars, Math.abs(lines) * 1e-12, range + " " + unit);
                double shares = found.lines().stream().mapToDouble(Found.Line::share).sum();
                assertEquals(lines == 0 ? 0 : 1, shares, 1e-9);
            }
        }
    }

    @Test
    void everyCallOfTheRangeIsInTheTotal() {
        manyCalls();
        var found = reader.read(asked(Duration.ofDays(90), OPEN, Unit.MONEY), NOW);
        assertEquals(2_000, found.total().requests());
    }

    @Test
    void sixLinesAndTheOthers() {
        manyCalls();
        var found = reader.read(asked(Duration.ofDays(90), OPEN, Unit.MONEY), NOW);
        assertEquals(7, found.chart().series().size());
        assertEquals("6 others", found.chart().series().getLast().name());
        assertEquals(ChartData.OTHERS, found.chart().series().getLast().slot());
        assertEquals(12, found.lines().size());
        assertEquals(found.chart(), found.chart().sixAndOthers());
    }

    @Test
    void theLargestComesFirst() {
        ledger.call(NOW, 5, Map.of(Dimension.KEY, "small")).call(NOW, 7, Map.of(Dimension.KEY, "large"));
        var found = reader.read(asked(Duration.ofHours(1), OPEN, Unit.MONEY), NOW);
        assertEquals(List.of("large", "small"), found.lines().stream().map(Found.Line::name).toList());
    }

    @Test
    void aDayOfTwentyFiveHoursIsOneBar() {
        ledger.call("2026-10-24T22:30:00Z", 1, Map.of(Dimension.KEY, "web"))
                .call("2026-10-25T22:30:00Z", 2, Map.of(Dimension.KEY, "web"))
                .call("2026-10-25T23:30:00Z", 4, Map.of(Dimension.KEY, "web"));
        var found = reader.read(asked(Duration.ofDays(90), OPEN, Unit.MONEY), NOW);
        var bars = found.chart().series().getFirst().values();
        int day = found.bars().index(Instant.parse("2026-10-25T12:00:00Z"));
        assertEquals(3, bars.at(day));
        assertEquals(4, bars.at(day + 1));
    }

    @Test
    void whatTheFilterNamesCountsAndWhatItExcludesDoesNot() {
        for (var key : List.of("web", "batch", "ci")) {
            for (var model : List.of("large", "small")) {
                ledger.call(NOW, key.length() + (model.equals("large") ? 100 : 10),
                        Map.of(Dimension.KEY, key, Dimension.MODEL, model));
            }
        }
        assertEquals(103, sum("key:web model:large"));
        assertEquals(105 + 102, sum("-key:web model:large"));
        assertEquals(103 + 105, sum("key:web,batch -model:small"));
    }

    private long sum(String filter) {
        return reader.read(asked(Duration.ofHours(1), parsed(filter), Unit.MONEY), NOW).total().picos();
    }

    @Test
    void whatRollUpsCannotAnswerIsSaid() {
        var question = asked(Duration.ofHours(1), parsed("key:web user:ada cost>0.05 -thread:t1"), Unit.MONEY);
        assertEquals("not applied here: -thread:t1 cost>0.05 user:ada", question.notApplied());
        assertEquals(Map.of(Dimension.KEY, Set.of("web")), question.only());
        assertEquals("", asked(Duration.ofHours(1), parsed("key:web -model:a"), Unit.MONEY).notApplied());
    }

    @Test
    void aWindowIsComparedWithEarlierWeeksByEveryDimension() {
        var thursday = Instant.parse("2026-11-19T09:00:00Z");
        for (int week = 0; week <= 4; week++) {
            ledger.call(thursday.atZone(BERLIN).minusWeeks(week).toInstant(), 40,
                    Map.of(Dimension.KEY, "web", Dimension.MODEL,
                            "small"));
        }
        ledger.call(thursday.minus(Duration.ofDays(30)), 1, Map.of(Dimension.KEY, "old"));
        ledger.call(thursday, 900, Map.of(Dimension.KEY, "agent-dev", Dimension.MODEL, "large", Dimension.AGENT,
                "fix-loop"));
        var window = new Span(thursday.minusSeconds(3_600), thursday.plusSeconds(3_600));
        var found = reader.read(new Asked(TimeRange.live(Duration.ofDays(7)), OPEN, Dimension.KEY, Unit.MONEY,
                Optional.of(window)), NOW);
        var differences = found.window().orElseThrow();
        assertEquals(940, differences.now());
        assertEquals(40, differences.usual());
        assertEquals(2, differences.requests());
        assertEquals("mean of the same hours of the last four Thursdays", differences.against());
        assertEquals(3, differences.dimensions());
        assertEquals(List.of("agent-dev", "large", "fix-loop"),
                differences.largest().stream().map(Differences.Row::name).toList());
        assertEquals(940, found.inWindow());
    }

    @Test
    void theFallBeforeARiseRanksByItsSizeToo() {
        var now = new Differences.Amounts();
        now.add(Dimension.KEY, "up", 100);
        now.add(Dimension.KEY, "same", 50);
        now.add(Dimension.KEY, "", 1_000);
        var usual = new Differences.Amounts();
        usual.add(Dimension.KEY, "down", 600);
        usual.add(Dimension.KEY, "same", 100);
        var rows = Differences.ranked(Differences.given(now, usual), now, usual, 2);
        assertEquals(List.of("down", "up"), rows.stream().map(Differences.Row::name).toList());
        assertEquals(-300, rows.getFirst().difference());
    }

    @Test
    void tenRowsAtMost() {
        var now = new Differences.Amounts();
        for (int i = 0; i < 50; i++) {
            now.add(Dimension.KEY, "k" + i, i);
        }
        var rows = Differences.ranked(Set.of(Dimension.KEY), now, new Differences.Amounts(), 0);
        assertEquals(10, rows.size());
        assertEquals("k49", rows.getFirst().name());
    }

    @Test
    void aDimensionTheFilterPinsIsNotCompared() {
        ledger.call(NOW.minusSeconds(60), 9, Map.of(Dimension.KEY, "web", Dimension.MODEL, "large"));
        var window = new Span(NOW.minusSeconds(300), NOW);
        var found = reader.read(new Asked(TimeRange.LIVE_15_MIN, parsed("key:web"), Dimension.KEY, Unit.MONEY,
                Optional.of(window)), NOW);
        assertTrue(found.window().orElseThrow().largest().stream().noneMatch(r -> r.dimension() == Dimension.KEY));
    }

    @Test
    void nothingAtAllIsAnEmptyChartWithAxes() {
        var found = reader.read(asked(Duration.ofDays(7), OPEN, Unit.MONEY), NOW);
        assertEquals(List.of(), found.lines());
        assertEquals(Totals.ZERO, found.total());
        assertEquals(List.of(), found.chart().series());
        assertEquals(169, found.chart().buckets());
    }

    @Test
    void rowsKeepTheirPlaceWhileThePointerIsOverThem() {
        var before = List.of(line("a", 3), line("b", 2));
        var next = List.of(line("c", 9), line("b", 5), line("a", 3));
        assertEquals(List.of("a", "b", "c"), Order.inPlace(before, next).stream().map(Found.Line::name).toList());
        assertEquals(5, Order.inPlace(before, next).get(1).totals().picos());
    }

    private static Found.Line line(String name, long picos) {
        return new Found.Line(name, 1, new Totals(1, 0, 0, 0, 0, 0, 0, picos, 0, 0, 0, 0, 0, 0, 0), 0, 0);
    }

    @Test
    void aQuietWeekCountsAsZeroOnceSomethingOlderIsRecorded() {
        var thursday = Instant.parse("2026-11-19T09:00:00Z");
        ledger.call(thursday.minus(Duration.ofDays(200)), 1, Map.of(Dimension.KEY, "web"));
        ledger.call(thursday.minus(Duration.ofDays(7)), 400, Map.of(Dimension.KEY, "web"));
        ledger.call(thursday, 100, Map.of(Dimension.KEY, "web"));
        var differences = window(new Span(thursday.minusSeconds(3_600), thursday.plusSeconds(3_600)));
        assertTrue(differences.known());
        assertEquals(100, differences.usual());
        assertEquals("mean of the same hours of the last four Thursdays", differences.against());
    }

    @Test
    void withoutAPastThereIsNoUsual() {
        ledger.call(NOW.minusSeconds(60), 9, Map.of(Dimension.KEY, "web"));
        var differences = window(new Span(NOW.minusSeconds(7_200), NOW));
        assertEquals(9, differences.now());
        assertFalse(differences.known());
    }

    @Test
    void aBarThatHasJustBegunIsComparedWithAsMuchOfTheWeekBefore() {
        var hour = Instant.parse("2026-11-21T13:00:00Z");
        ledger.call(hour.minus(Duration.ofDays(10)), 1, Map.of(Dimension.KEY, "web"));
        ledger.call(hour.minus(Duration.ofDays(7)).plusSeconds(60), 5, Map.of(Dimension.KEY, "web"));
        ledger.call(hour.minus(Duration.ofDays(7)).plusSeconds(1_800), 700, Map.of(Dimension.KEY, "web"));
        assertEquals(5, window(new Span(hour, hour.plusSeconds(3_600))).usual());
    }

    private Differences window(Span window) {
        return reader.read(new Asked(TimeRange.live(Duration.ofDays(7)), OPEN, Dimension.KEY, Unit.MONEY,
                Optional.of(window)), NOW).window().orElseThrow();
    }
}
