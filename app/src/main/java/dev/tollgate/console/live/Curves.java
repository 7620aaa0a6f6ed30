package dev.tollgate.console.live;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.console.chart.Values;
import dev.tollgate.console.feed.Colours;
import dev.tollgate.gateway.event.LiveSeries;
import dev.tollgate.gateway.event.LiveView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// From seconds to the curves of the chart: at each second the amount of the 60 s before it. Pure.
final class Curves {
    /// What the engine calls the values beyond those it counts apart.
    static final String FOLDED = "others";
    private static final int SMOOTH = Pace.MINUTE;
    private static final int LEAST = 30;
    private static final int SPARK = 15;
    private static final int YOUNG = 120;
    private static final int OLDER = 300;

    private Curves() {}

    /// The six that are largest, over the quarter of an hour or in the last minute: who starts to run away must not
    /// hide among the others.
    static List<String> largest(List<LiveSeries> series) {
        return series.stream().filter(one -> !one.name().equals(FOLDED))
                .sorted(Comparator.comparingLong(Curves::weight).reversed()
                        .thenComparing(LiveSeries::name))
                .limit(Colours.MOST).map(LiveSeries::name).toList();
    }

    private static long weight(LiveSeries one) {
        return Math.max(one.tokensOver(LiveView.SECONDS) / SPARK, one.tokensOver(Pace.MINUTE));
    }

    /// Six lines and one for the others.
    ///
    /// @param known how many of the last seconds were watched; before them is a gap
    /// @param slots who is drawn in a colour of its own
    /// @param money $ an hour instead of tokens a minute
    static ChartData chart(LiveView view, List<LiveSeries> shown, int known, boolean money, Map<String, Integer> slots,
            List<ChartData.Marker> markers) {
        var lines = new ArrayList<ChartData.Series>();
        var others = new long[LiveView.SECONDS];
        int rest = 0;
        for (var one : shown) {
            var figures = money ? one.picos() : one.tokens();
            int slot = slots.getOrDefault(one.name(), ChartData.OTHERS);
            if (slot > 0) {
                lines.add(new ChartData.Series(one.name(), slot, rolling(figures, known, money ? SMOOTH : 1)));
            } else {
                add(figures, others);
                rest++;
            }
        }
        int seconds = window(known);
        lines.sort(Comparator.comparingDouble((ChartData.Series one) -> -one.values().sum()));
        if (rest > 0) {
            lines.add(new ChartData.Series(others(shown, rest), ChartData.OTHERS,
                    rolling(others, known, money ? SMOOTH : 1)));
        }
        var from = view.at().minusSeconds(seconds);
        return new ChartData(lines.stream().map(line -> newest(line, seconds)).toList(), from, view.at(),
                Duration.ofSeconds(1), ChartData.Kind.LEVEL,
                markers.stream().filter(marker -> !marker.at().isBefore(from)).toList());
    }

    private static String others(List<LiveSeries> shown, int count) {
        return shown.stream().anyMatch(one -> one.name().equals(FOLDED))
                ? FOLDED
                : count == 1 ? "1 other" : count + " others";
    }

    /// Seconds that the chart spans: the quarter of an hour, less while most of that would be empty.
    static int window(int known) {
        return known <= YOUNG ? YOUNG : known <= OLDER ? OLDER : LiveView.SECONDS;
    }

    private static ChartData.Series newest(ChartData.Series line, int seconds) {
        int before = line.values().size() - seconds;
        return before <= 0
                ? line
                : new ChartData.Series(line.name(), line.slot(),
                        Values.of(seconds, i -> line.values().at(before + i)));
    }

    /// Amount of the 60 s up to each second; at the left edge of a full window, where less is known, in proportion.
    static Values rolling(long[] perSecond, int known, double scale) {
        int size = perSecond.length;
        int start = size - Math.min(known, size);
        var before = new long[size + 1];
        for (int i = 0; i < size; i++) {
            before[i + 1] = before[i] + perSecond[i];
        }
        return Values.of(size, i -> {
            if (i < start) {
                return Double.NaN;
            }
            if (start > 0 || i >= SMOOTH - 1) {
                return scale * (before[i + 1] - before[Math.max(start, i + 1 - SMOOTH)]);
            }
            int end = Math.max(i + 1, Math.min(LEAST, size));
            return scale * before[end] * SMOOTH / end;
        });
    }

    /// The shape of a quarter of an hour in 60 points.
    static Values spark(long[] perSecond) {
        return Values.of(perSecond.length / SPARK, i -> {
            long sum = 0;
            for (int j = i * SPARK; j < (i + 1) * SPARK; j++) {
                sum += perSecond[j];
            }
            return sum;
        });
    }

    /// Second by second over all.
    static long[] total(List<LiveSeries> series, boolean money) {
        var sum = new long[LiveView.SECONDS];
        series.forEach(one -> add(money ? one.picos() : one.tokens(), sum));
        return sum;
    }

    private static void add(long[] figures, long[] sum) {
        for (int i = 0; i < Math.min(figures.length, sum.length); i++) {
            sum[i] += figures[i];
        }
    }
}
