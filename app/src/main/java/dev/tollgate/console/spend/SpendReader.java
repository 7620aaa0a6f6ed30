package dev.tollgate.console.spend;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.console.chart.Values;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.ledger.SpendRow;
import dev.tollgate.gateway.ledger.Totals;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Answers the page's questions from roll-ups alone; never on the JavaFX thread.
final class SpendReader {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Function<SpendQuery, Queries.Spend> rollups;
    private final ZoneId zone;
    private final Slots slots;

    SpendReader(Function<SpendQuery, Queries.Spend> rollups, ZoneId zone, Slots slots) {
        this.rollups = rollups;
        this.zone = zone;
        this.slots = slots;
    }

    /// @param at "now" of a sliding range
    Found read(Asked asked, Instant at) {
        var bars = Bars.of(asked.range(), at, zone);
        var by = List.of(asked.by());
        var answer = rollups.apply(asked.query(by, bars.span(), bars.grain().step(), bars.grain().bucket()));
        var rows = answer.rows().stream().filter(row -> asked.counts(by, row.by())).toList();
        var sums = sums(rows);
        var inWindow = asked.window().map(window -> sums(rows(asked, by, window))).orElse(Map.of());
        var total = sums.values().stream().reduce(Totals.ZERO, Totals::plus);
        var lines = lines(asked, sums, inWindow, total);
        return new Found(asked, at, bars, answer.sequence(), chart(asked, bars, rows, lines), lines, total,
                asked.window().map(window -> differences(asked, window)));
    }

    private List<SpendRow> rows(Asked asked, List<Dimension> by, Span span) {
        return rollups.apply(asked.query(by, span, SpendQuery.Step.MINUTE, Duration.ZERO)).rows().stream()
                .filter(row -> asked.counts(by, row.by())).toList();
    }

    private static Map<String, Totals> sums(List<SpendRow> rows) {
        var sums = new HashMap<String, Totals>();
        rows.forEach(row -> sums.merge(row.by().getFirst(), row.totals(), Totals::plus));
        return sums;
    }

    private List<Found.Line> lines(Asked asked, Map<String, Totals> sums, Map<String, Totals> inWindow, Totals total) {
        var names = new ArrayList<>(sums.keySet());
        inWindow.keySet().stream().filter(name -> !sums.containsKey(name)).forEach(names::add);
        var unit = asked.unit();
        names.sort(Comparator.<String>comparingLong(name -> -unit.of(sums.getOrDefault(name, Totals.ZERO)))
                .thenComparing(Comparator.naturalOrder()));
        var coloured = slots.assign(asked.by(), names.subList(0, Math.min(Slots.MOST, names.size())));
        var lines = new ArrayList<Found.Line>(names.size());
        double whole = unit.of(total);
        for (var name : names) {
            var own = sums.getOrDefault(name, Totals.ZERO);
            lines.add(new Found.Line(name, coloured.getOrDefault(name, ChartData.OTHERS), own,
                    whole == 0 ? 0 : unit.of(own) / whole, unit.of(inWindow.getOrDefault(name, Totals.ZERO))));
        }
        return lines;
    }

    private static ChartData chart(Asked asked, Bars bars, List<SpendRow> rows, List<Found.Line> lines) {
        var slotOf = new HashMap<String, Integer>();
        lines.forEach(line -> slotOf.put(line.name(), line.slot()));
        var heights = new long[Slots.MOST + 1][bars.count()];
        for (var row : rows) {
            int slot = slotOf.getOrDefault(row.by().getFirst(), ChartData.OTHERS);
            heights[slot][bars.index(row.start())] += asked.unit().of(row.totals());
        }
        var series = new ArrayList<ChartData.Series>();
        lines.stream().filter(line -> line.slot() != ChartData.OTHERS)
                .forEach(line -> series.add(series(Found.Line.shown(line.name()), line.slot(), heights[line.slot()])));
        int others = lines.size() - series.size();
        if (others > 0) {
            series.add(series(others == 1 ? "1 other" : others + " others", ChartData.OTHERS, heights[0]));
        }
        return new ChartData(series, bars.from(), bars.drawnTo(), bars.grain().bucket(), ChartData.Kind.FLOW,
                List.of());
    }

    private static ChartData.Series series(String name, int slot, long[] heights) {
        return new ChartData.Series(name, slot, Values.of(heights.length, i -> heights[i]));
    }

    private Differences differences(Asked asked, Span window) {
        var usual = Usual.of(window, since(window), zone);
        var now = amounts(asked, List.of(window));
        var before = amounts(asked, usual.periods());
        var pinned = pinned(asked);
        var compared = new HashSet<>(Differences.given(now.amounts(), before.amounts()));
        compared.removeAll(pinned);
        int periods = usual.periods().size();
        return new Differences(window, asked.unit().of(now.total()),
                asked.unit().of(before.total()) / Math.max(1, periods), now.total().requests(), usual.words(),
                compared.size(), Differences.ranked(compared, now.amounts(), before.amounts(), periods));
    }

    /// Dimensions the filter leaves one value of: all of the difference is there, which says nothing.
    private static Set<Dimension> pinned(Asked asked) {
        var pinned = new HashSet<Dimension>();
        asked.only().forEach((dimension, values) -> {
            if (values.size() == 1) {
                pinned.add(dimension);
            }
        });
        return pinned;
    }

    private record Period(Differences.Amounts amounts, Totals total) {
    }

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

    /// Since when, to the hour, everything is recorded; looked for further back than a comparison goes, since a quiet
    /// day is no missing one.
    private Optional<Instant> since(Span window) {
        var first = window.weeksBefore(2 * Usual.WEEKS, zone).from().minus(window.length());
        return first(new Span(first, window.to()), SpendQuery.Step.DAY, DAY)
                .flatMap(day -> first(new Span(day, day.plus(DAY).plus(HOUR)), SpendQuery.Step.HOUR, HOUR));
    }

    private Optional<Instant> first(Span span, SpendQuery.Step step, Duration bucket) {
        return rollups.apply(new SpendQuery(List.of(), span.from(), span.to(), step, bucket, Map.of())).rows().stream()
                .filter(row -> row.totals().requests() > 0).map(SpendRow::start).findFirst();
    }
}
