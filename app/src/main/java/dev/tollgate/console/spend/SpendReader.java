package dev.tollgate.console.spend;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.console.chart.Values;
import dev.tollgate.console.feed.TimeRange;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Answers the page's questions from roll-ups; never on the JavaFX thread.
final class SpendReader {
    static final String UNNAMED = "(none)";
    private static final int SLOTS = 6;
    private static final int WEEKS = 4;
    private static final List<Dimension> COMPARED = List.of(Dimension.KEY, Dimension.MODEL, Dimension.ROUTE,
            Dimension.PROVIDER, Dimension.CUSTOMER, Dimension.FEATURE, Dimension.AGENT, Dimension.ENVIRONMENT,
            Dimension.WORKSPACE);

    private final Queries queries;
    private final ZoneId zone;

    SpendReader(Queries queries, ZoneId zone) {
        this.queries = queries;
        this.zone = zone;
    }

    Found read(Asked asked, Instant now) {
        var grain = Grain.of(asked.range().length());
        var from = grain.floor(asked.range().from(now), zone);
        var to = grain.floor(asked.range().to(now), zone).plus(grain.bucket());
        var rows = queries.spend(new SpendQuery(List.of(asked.by()), from, to, grain.step(), grain.bucket(),
                asked.only()));
        var window = asked.window().map(w -> window(asked, w, now));
        var inWindow = asked.window().map(w -> byName(sums(asked, w, now, List.of(asked.by())))).orElse(Map.of());
        var totals = byName(rows);
        var lines = lines(asked, totals, inWindow);
        return new Found(asked, grain, chart(asked, grain, from, to, rows, lines), lines,
                totals.values().stream().reduce(Totals.ZERO, Totals::plus), window);
    }

    private static Map<String, Totals> byName(List<SpendRow> rows) {
        var sums = new HashMap<String, Totals>();
        rows.forEach(row -> sums.merge(name(row), row.totals(), Totals::plus));
        return sums;
    }

    private static String name(SpendRow row) {
        var value = row.by().isEmpty() ? "" : row.by().getFirst();
        return value.isEmpty() ? UNNAMED : value;
    }

    private static List<Found.Line> lines(Asked asked, Map<String, Totals> totals, Map<String, Totals> inWindow) {
        var names = new ArrayList<>(totals.keySet());
        names.sort(Comparator.<String>comparingLong(n -> -asked.unit().of(totals.getOrDefault(n, Totals.ZERO)))
                .thenComparing(Comparator.naturalOrder()));
        var lines = new ArrayList<Found.Line>(names.size());
        for (var name : names) {
            lines.add(new Found.Line(name, lines.size() < SLOTS ? lines.size() + 1 : ChartData.OTHERS,
                    totals.getOrDefault(name, Totals.ZERO), inWindow.getOrDefault(name, Totals.ZERO)));
        }
        return lines;
    }

    private ChartData chart(Asked asked, Grain grain, Instant from, Instant to, List<SpendRow> rows,
            List<Found.Line> lines) {
        int buckets = Math.max(1, grain.index(from, to.minusMillis(1), zone) + 1);
        var slots = new HashMap<String, Integer>();
        lines.forEach(line -> slots.put(line.name(), line.slot()));
        var heights = new long[SLOTS + 1][buckets];
        for (var row : rows) {
            int at = grain.index(from, row.start(), zone);
            if (at >= 0 && at < buckets) {
                heights[slots.getOrDefault(name(row), 0)][at] += asked.unit().of(row.totals());
            }
        }
        var series = new ArrayList<ChartData.Series>();
        lines.stream().filter(l -> l.slot() != ChartData.OTHERS).forEach(line -> series.add(new ChartData.Series(
                line.name(), line.slot(), Values.of(buckets, i -> heights[line.slot()][i]))));
        if (lines.size() > SLOTS) {
            series.add(new ChartData.Series("others", ChartData.OTHERS, Values.of(buckets, i -> heights[0][i])));
        }
        return new ChartData(series, from, from.plus(grain.bucket().multipliedBy(buckets)), grain.bucket(),
                ChartData.Kind.FLOW, List.of());
    }

    private List<SpendRow> sums(Asked asked, TimeRange range, Instant now, List<Dimension> by) {
        return queries.spend(new SpendQuery(by, range.from(now), range.to(now), SpendQuery.Step.MINUTE, Duration.ZERO,
                asked.only()));
    }

    /// Against the mean of the same hours of up to four earlier weeks, else against the window before.
    private Differences window(Asked asked, TimeRange range, Instant now) {
        var weeks = new ArrayList<TimeRange>();
        for (int week = 1; week <= WEEKS; week++) {
            var earlier = TimeRange.window(range.from(now).minus(Duration.ofDays(7L * week)),
                    range.to(now).minus(Duration.ofDays(7L * week)));
            if (total(asked, earlier, now).requests() > 0) {
                weeks.add(earlier);
            }
        }
        var usual = weeks.isEmpty()
                ? List.of(TimeRange.window(range.from(now).minus(range.length()), range.from(now)))
                : weeks;
        var against = weeks.isEmpty()
                ? "the window before"
                : weeks.size() == 1
                        ? "the same hours a week earlier"
                        : "mean of the same hours in " + weeks.size() + " earlier weeks";
        long usualPicos = usual.stream().mapToLong(u -> total(asked, u, now).picos()).sum() / usual.size();
        return new Differences(total(asked, range, now), usualPicos, against, largest(asked, range, usual, now));
    }

    private Totals total(Asked asked, TimeRange range, Instant now) {
        return sums(asked, range, now, List.of()).stream().map(SpendRow::totals).reduce(Totals.ZERO, Totals::plus);
    }

    private List<Differences.Row> largest(Asked asked, TimeRange range, List<TimeRange> usual, Instant now) {
        var rows = new ArrayList<Differences.Row>();
        for (var dimension : COMPARED) {
            var current = byName(sums(asked, range, now, List.of(dimension)));
            var before = new HashMap<String, Long>();
            usual.forEach(u -> byName(sums(asked, u, now, List.of(dimension)))
                    .forEach((name, totals) -> before.merge(name, totals.picos(), Long::sum)));
            var names = new TreeSet<>(current.keySet());
            names.addAll(before.keySet());
            names.stream().filter(n -> !Set.of(UNNAMED).contains(n)).forEach(n -> rows.add(new Differences.Row(
                    dimension, n, Optional.ofNullable(current.get(n)).map(Totals::picos).orElse(0L),
                    before.getOrDefault(n, 0L) / usual.size())));
        }
        rows.sort(Comparator.comparingLong(row -> -Math.abs(row.difference())));
        return rows.stream().filter(r -> r.difference() != 0).limit(10).toList();
    }
}
