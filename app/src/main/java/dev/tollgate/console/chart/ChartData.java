package dev.tollgate.console.chart;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What a chart shows, computed off the JavaFX thread: bucket `i` of every series covers `from + i × bucket` and on.
public record ChartData(
        List<Series> series,
        Instant from,
        Instant to,
        Duration bucket,
        Kind kind,
        List<Marker> markers) {
    /// Slot of the series that gathers the rest.
    public static final int OTHERS = 0;
    private static final int MOST = 6;

    public ChartData {
        series = List.copyOf(series);
        markers = List.copyOf(markers);
        if (!to.isAfter(from) || bucket.isZero() || bucket.isNegative()) {
            throw new IllegalArgumentException("empty range " + from + " to " + to + " by " + bucket);
        }
    }

    /// Axes without series.
    public static ChartData empty(Instant from, Instant to, Kind kind) {
        return new ChartData(List.of(), from, to, Duration.between(from, to), kind, List.of());
    }

    /// A flow (money, requests) is stacked bars, a level (rate, latency) lines.
    public enum Kind {
        FLOW,
        LEVEL
    }

    /// One entity; it keeps its slot (1 to 6) wherever it is drawn.
    public record Series(String name, int slot, Values values) {}

    /// Something that happened, in the lane above the plot.
    public record Marker(Instant at, Sign sign, String text) {}

    /// Shape of a marker; an alarm's says how bad it was.
    public enum Sign {
        INFO,
        WARNING,
        CRITICAL,
        CONFIG,
        PRICE,
        CUT,
        ACTION
    }

    /// Whether anybody has said which time is shown: before that an axis has nothing to say.
    boolean isDated() {
        return from.isAfter(Instant.EPOCH);
    }

    public int buckets() {
        return (int) Math.ceil((double) Duration.between(from, to).toMillis() / bucket.toMillis());
    }

    public Instant start(int index) {
        return from.plus(bucket.multipliedBy(index));
    }

    public Instant end(int index) {
        var end = start(index + 1);
        return end.isAfter(to) ? to : end;
    }

    /// The six largest by sum, in the order given, and one hatched series for all others.
    public ChartData sixAndOthers() {
        long others = series.stream().filter(one -> one.slot() == OTHERS).count();
        if (series.size() <= MOST || (series.size() == MOST + 1 && others == 1)) {
            return this;
        }
        var ranked = series.stream()
                .sorted(Comparator.comparingDouble((Series one) -> -one.values().sum()))
                .toList();
        var kept = ranked.subList(0, MOST);
        var shown = new ArrayList<>(series.stream().filter(kept::contains).toList());
        var rest = ranked.subList(MOST, ranked.size());
        var sum = rest.stream().map(Series::values).reduce(Values.of(), Values::plus);
        shown.add(new Series(rest.size() + " others", OTHERS, sum));
        return new ChartData(shown, from, to, bucket, kind, markers);
    }

    /// Nothing known in any series.
    boolean blank() {
        return series.stream().allMatch(one -> Double.isNaN(one.values().last()));
    }
}
