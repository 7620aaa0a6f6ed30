package dev.tollgate.console.spend;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.console.chart.ChartData.Marker;
import dev.tollgate.console.chart.Values;
import dev.tollgate.console.feed.Colours;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.ledger.SpendRow;
import dev.tollgate.gateway.ledger.Totals;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Answers the page's questions from roll-ups alone; never on the JavaFX thread.
final class SpendReader {
    private final Function<SpendQuery, Queries.Spend> rollups;
    private final Records records;
    private final Colours colours;
    private final Began began;
    private final Months months;
    private final BiFunction<Instant, Instant, List<Marker>> alarms;

    SpendReader(Function<SpendQuery, Queries.Spend> rollups, Records records, Colours colours) {
        this(rollups, (_, _) -> List.of(), records, colours);
    }

    /// @param alarms marks of the alarms raised between two moments
    SpendReader(Function<SpendQuery, Queries.Spend> rollups, BiFunction<Instant, Instant, List<Marker>> alarms,
            Records records, Colours colours) {
        this.alarms = alarms;
        this.rollups = rollups;
        this.records = records;
        this.colours = colours;
        began = new Began(rollups);
        months = new Months(rollups, began, records.zone());
    }

    /// @param at "now" of a sliding range
    Found read(Asked asked, Instant at) {
        var bars = Bars.of(asked.range(), at, records);
        var by = List.of(asked.by());
        var rows = rows(asked, by, bars.span(), bars.step(), bars.grain().bucket());
        var sums = sums(rows);
        var inWindow = asked.window().map(window -> sums(rows(asked, by, window))).orElse(Map.of());
        var total = sums.values().stream().reduce(Totals.ZERO, Totals::plus);
        var lines = lines(asked, sums, inWindow, total);
        var heights = heights(asked, bars, rows, lines);
        return new Found(asked, at, bars, chart(bars, heights, lines), sum(heights), lines, total,
                total.unpriced() == 0 ? Set.of() : unpriced(asked, bars), months.forecast(asked, at),
                asked.window().map(window -> differences(asked, window, at)));
    }

    private List<SpendRow> rows(Asked asked, List<Dimension> by, Span span) {
        return rows(asked, by, span, SpendQuery.Step.MINUTE, Duration.ZERO);
    }

    private List<SpendRow> rows(Asked asked, List<Dimension> by, Span span, SpendQuery.Step step, Duration bucket) {
        return rollups.apply(asked.query(by, span, step, bucket)).rows().stream()
                .filter(row -> asked.counts(by, row.by())).toList();
    }

    private static Map<String, Totals> sums(List<SpendRow> rows) {
        var sums = new HashMap<String, Totals>();
        rows.forEach(row -> sums.merge(row.by().getFirst(), row.totals(), Totals::plus));
        return sums;
    }

    /// Which targets have calls without a price: the one thing by which those calls can be listed.
    private Set<String> unpriced(Asked asked, Bars bars) {
        return rows(asked, List.of(Dimension.TARGET), bars.span(), bars.step(), Duration.ZERO).stream()
                .filter(row -> row.totals().unpriced() > 0).map(row -> row.by().getFirst())
                .filter(Found.Line::isValue).collect(Collectors.toUnmodifiableSet());
    }

    private List<Found.Line> lines(Asked asked, Map<String, Totals> sums, Map<String, Totals> inWindow, Totals total) {
        var names = new ArrayList<>(sums.keySet());
        inWindow.keySet().stream().filter(name -> !sums.containsKey(name)).forEach(names::add);
        var unit = asked.unit();
        names.sort(Comparator.<String>comparingLong(name -> -unit.of(sums.getOrDefault(name, Totals.ZERO)))
                .thenComparing(Comparator.naturalOrder()));
        var coloured = colours.assign(asked.by(), names.stream()
                .filter(name -> unit.of(sums.getOrDefault(name, Totals.ZERO)) > 0).limit(Colours.MOST).toList());
        var lines = new ArrayList<Found.Line>(names.size());
        double whole = unit.of(total);
        for (var name : names) {
            var own = sums.getOrDefault(name, Totals.ZERO);
            lines.add(new Found.Line(name, coloured.getOrDefault(name, ChartData.OTHERS), own,
                    whole == 0 ? 0 : unit.of(own) / whole, unit.of(inWindow.getOrDefault(name, Totals.ZERO))));
        }
        return lines;
    }

    /// By slot and bar; whole numbers, so that their sum is that of the table.
    private static long[][] heights(Asked asked, Bars bars, List<SpendRow> rows, List<Found.Line> lines) {
        var slotOf = new HashMap<String, Integer>();
        lines.forEach(line -> slotOf.put(line.name(), line.slot()));
        var heights = new long[Colours.MOST + 1][bars.count()];
        for (var row : rows) {
            int slot = slotOf.getOrDefault(row.by().getFirst(), ChartData.OTHERS);
            int bar = bars.index(row.start());
            heights[slot][bar] = Math.addExact(heights[slot][bar], asked.unit().of(row.totals()));
        }
        return heights;
    }

    private static long sum(long[][] heights) {
        long sum = 0;
        for (var slot : heights) {
            for (long height : slot) {
                sum = Math.addExact(sum, height);
            }
        }
        return sum;
    }

    /// Where the bars are drawn by the calendar the marks stand on their bar.
    private List<Marker> marks(Bars bars) {
        return alarms.apply(bars.from(), bars.to()).stream().map(mark -> bars.grain().isCalendar()
                ? new Marker(bars.onChart(new Span(mark.at(), mark.at().plusMillis(1))).from(), mark.sign(),
                        mark.text())
                : mark).toList();
    }

    private ChartData chart(Bars bars, long[][] heights, List<Found.Line> lines) {
        var series = new ArrayList<ChartData.Series>();
        lines.stream().filter(line -> line.slot() != ChartData.OTHERS)
                .forEach(line -> series.add(series(Found.Line.shown(line.name()), line.slot(), heights[line.slot()])));
        long others = lines.stream().filter(line -> line.slot() == ChartData.OTHERS && line.isDrawn()).count();
        if (others > 0) {
            series.add(series(others == 1 ? "1 other" : others + " others", ChartData.OTHERS, heights[0]));
        }
        return new ChartData(series, bars.drawnFrom(), bars.drawnTo(), bars.grain().bucket(), ChartData.Kind.FLOW,
                marks(bars));
    }

    private static ChartData.Series series(String name, int slot, long[] heights) {
        return new ChartData.Series(name, slot, Values.of(heights.length, i -> heights[i]));
    }

    /// Only what is over by now is compared: the last bar may have just begun, while those of earlier weeks are whole.
    private Differences differences(Asked asked, Span selected, Instant at) {
        var minute = at.truncatedTo(ChronoUnit.MINUTES);
        var window = selected.to().isAfter(minute) && selected.from().isBefore(minute)
                ? new Span(selected.from(), minute)
                : selected;
        var usual = Usual.of(window, began.before(at), records, at);
        var now = amounts(asked, List.of(window));
        var before = amounts(asked, usual.periods());
        var compared = new HashSet<>(Differences.given(now.amounts(), before.amounts()));
        compared.removeAll(pinned(asked));
        int periods = usual.periods().size();
        return new Differences(selected, asked.unit().of(now.total()),
                asked.unit().of(before.total()) / Math.max(1, periods), usual.isKnown(), now.total().requests(),
                usual.words(), compared.size(),
                Differences.ranked(compared, now.amounts(), before.amounts(), periods));
    }

    /// Dimensions the filter leaves one value of: all of the difference is there, which says nothing.
    private static Set<Dimension> pinned(Asked asked) {
        return asked.only().entrySet().stream().filter(only -> only.getValue().size() == 1).map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private record Period(Differences.Amounts amounts, Totals total) {}

    private Period amounts(Asked asked, List<Span> spans) {
        var amounts = new Differences.Amounts();
        var total = Totals.ZERO;
        for (var span : spans) {
            for (var row : rows(asked, Differences.COMPARED, span)) {
                total = total.plus(row.totals());
                for (int i = 0; i < Differences.COMPARED.size(); i++) {
                    amounts.add(Differences.COMPARED.get(i), row.by().get(i), asked.unit().of(row.totals()));
                }
            }
        }
        return new Period(amounts, total);
    }
}
