package dev.tollgate.console.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Colours;
import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.time.Time;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The reader over a real database: every figure is that of the calls told, to the pico-dollar.
@SuppressWarnings("NullAway.Init")
class SpendLedgerTest {
    private static Instant now;
    private static Weeks weeks;
    private static TestConsole console;
    private static SpendReader reader;

    @BeforeAll
    static void tell() {
        now = Time.system().instant();
        weeks = new Weeks(now);
        console = TestConsole.open(TestConsole.CONFIG, weeks::typical);
        var records = new Records(ZoneId.systemDefault(), Duration.ofDays(30), Duration.ofDays(400));
        reader = new SpendReader(console.gateway().queries()::spendSoFar, records, new Colours());
    }

    @AfterAll
    static void close() {
        console.close();
    }

    private static Found read(TimeRange range, String filter, Dimension by, Unit unit) {
        return reader.read(new Asked(range, ((Filter.Parsed.Good) Filter.parse(filter)).filter(), by, unit,
                Optional.empty()), now);
    }

    private static long told(Span span, Predicate<Entry> which) {
        return weeks.told().stream()
                .filter(e -> !e.started().isBefore(span.from()) && e.started().isBefore(span.to())).filter(which)
                .mapToLong(e -> e.cost().picos()).sum();
    }

    @Test
    void inEveryRangeDimensionAndUnitTableAndBarsAreOneSum() {
        for (var range : SpendModel.RANGES) {
            for (var by : List.of(Dimension.KEY, Dimension.MODEL, Dimension.ROUTE, Dimension.PROVIDER,
                    Dimension.CUSTOMER, Dimension.FEATURE)) {
                var found = read(TimeRange.live(range), "", by, Unit.MONEY);
                assertEquals(told(found.bars().span(), _ -> true), found.total().picos(), range + " by " + by);
                assertEquals(found.total().picos(), found.charted());
                assertEquals(found.total().picos(),
                        found.lines().stream().mapToLong(line -> line.totals().picos()).sum());
            }
            for (var unit : Unit.values()) {
                var found = read(TimeRange.live(range), "", Dimension.KEY, unit);
                assertEquals(unit.of(found.total()), found.charted());
            }
        }
    }

    @Test
    void aFixedRangeCountsItsOwnMinutesAndNoOthers() {
        var from = now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofDays(9)).plus(Duration.ofMinutes(7));
        var to = now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(190));
        var found = read(TimeRange.window(from, to), "", Dimension.KEY, Unit.MONEY);
        assertEquals(new Span(from, to), found.bars().span());
        assertEquals(told(new Span(from, to), _ -> true), found.total().picos());
        assertEquals(found.total().picos(), found.charted());
    }

    @Test
    void namedAndExcludedValuesAreApplied() {
        var week = TimeRange.live(Duration.ofDays(7));
        var without = read(week, "-key:agent-dev -provider:local", Dimension.MODEL, Unit.MONEY);
        assertEquals(told(without.bars().span(), e -> !e.asked().key().equals("agent-dev")),
                without.total().picos());
        var only = read(week, "key:web,batch -customer:acme", Dimension.KEY, Unit.MONEY);
        assertEquals(told(only.bars().span(), e -> e.asked().key().equals("batch")), only.total().picos());
    }

    @Test
    void whatHasNoPriceIsCountedAndItsTargetsAreNamed() {
        var found = read(TimeRange.live(Duration.ofDays(7)), "", Dimension.KEY, Unit.MONEY);
        var notebook = found.lines().stream().filter(line -> line.name().equals("notebook")).findFirst().orElseThrow();
        assertEquals(Price.UNPRICED, Price.of(notebook.totals()));
        assertEquals(notebook.totals().unpriced(), found.total().unpriced());
        assertTrue(found.total().unpriced() > 0);
        assertEquals(Set.of("local/llama"), found.unpriced());
        assertFalse(notebook.isDrawn());
    }

    @Test
    void theMonthIsForecastFromWholeDays() {
        var forecast = read(TimeRange.LIVE_15_MIN, "", Dimension.KEY, Unit.MONEY).forecast();
        assertEquals(Forecast.MOST_DAYS, forecast.days());
        assertTrue(forecast.picos() >= forecast.soFarPicos() && forecast.soFarPicos() > 0);
    }

    @Test
    void theLoopDiffersFromUsual() {
        var loop = Weeks.loop(now);
        var found = reader.read(new Asked(TimeRange.live(Duration.ofDays(7)), Filter.NONE, Dimension.KEY, Unit.MONEY,
                Optional.of(loop)), now);
        var differences = found.window().orElseThrow();
        assertEquals(told(loop, _ -> true), differences.now());
        assertEquals(differences.now(), found.inWindow());
        assertTrue(differences.known());
        long usual = 0;
        for (int week = 1; week <= Usual.WEEKS; week++) {
            usual += told(loop.weeksBefore(week, ZoneId.systemDefault()), _ -> true);
        }
        assertEquals(usual / Usual.WEEKS, differences.usual());
    }

    @Test
    void theCsvHoldsWhatTheTableShowsToThePicoDollar() {
        var found = read(TimeRange.live(Duration.ofDays(7)), "", Dimension.KEY, Unit.MONEY);
        var rows = Csv.text(found, found.lines(), ZoneId.of("UTC")).lines().toList();
        assertEquals(found.lines().size() + 2, rows.size());
        assertTrue(rows.getFirst().startsWith("from,to,key,cost_usd,cost,share,"), rows.getFirst());
        long sum = rows.subList(1, rows.size() - 1).stream().map(row -> row.split(",", -1)[3])
                .filter(usd -> !usd.isEmpty())
                .mapToLong(usd -> new BigDecimal(usd).movePointRight(12).longValueExact()).sum();
        assertEquals(found.total().picos(), sum);
        assertTrue(rows.stream().anyMatch(row -> row.contains(",notebook,,unpriced,")), rows.toString());
        assertTrue(rows.getLast().contains(",All keys,"), rows.getLast());
    }
}
