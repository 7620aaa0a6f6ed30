package dev.tollgate.console.chart;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// From buckets to pixel columns: a line never gets more than one lowest and one highest point per column, however
/// many buckets there are; pure.
final class Buckets {
    private Buckets() {}

    /// What one pixel column shows of a series; a gap ends the line before it.
    ///
    /// @param first the bucket it starts with
    record Column(int first, double low, double high, double last, boolean gap) {}

    /// @param columns pixel columns there are
    static List<Column> columns(Values values, int buckets, int columns) {
        int count = Math.max(1, Math.min(buckets, columns));
        var reduced = new ArrayList<Column>(count);
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) i * buckets / count);
            int to = (int) ((long) (i + 1) * buckets / count);
            reduced.add(column(values, from, Math.max(to, from + 1)));
        }
        return reduced;
    }

    private static Column column(Values values, int from, int to) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double last = Double.NaN;
        for (int i = from; i < to; i++) {
            double value = values.at(i);
            if (!Double.isNaN(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
                last = value;
            }
        }
        return new Column(from, low, high, last, Double.isNaN(last));
    }

    /// Runs of buckets for which no series knows anything: the monitor was blind.
    static List<int[]> blind(ChartData data) {
        var runs = new ArrayList<int[]>();
        int start = -1;
        for (int i = 0; i <= data.buckets(); i++) {
            boolean dark = i < data.buckets() && unknown(data, i);
            if (dark && start < 0) {
                start = i;
            } else if (!dark && start >= 0) {
                runs.add(new int[] {start, i});
                start = -1;
            }
        }
        return runs;
    }

    private static boolean unknown(ChartData data, int bucket) {
        return data.series().stream().allMatch(one -> Double.isNaN(one.values().at(bucket)));
    }

    /// Height of the highest stack, or of the highest line.
    static double most(ChartData data) {
        if (data.kind() == ChartData.Kind.LEVEL) {
            return data.series().stream().mapToDouble(one -> one.values().max()).max().orElse(0);
        }
        return data.series().stream()
                .map(ChartData.Series::values)
                .reduce(Values.of(), Values::plus)
                .max();
    }

    /// The bucket a moment falls into, held inside the range.
    static int index(ChartData data, Instant at) {
        long index = Math.floorDiv(
                Duration.between(data.from(), at).toMillis(), data.bucket().toMillis());
        return (int) Math.max(0, Math.min(index, data.buckets() - 1L));
    }

    /// Which part of the stack of one bucket a value lies in; -1 above it.
    static int part(ChartData data, int bucket, double value) {
        double top = 0;
        for (int i = 0; i < data.series().size(); i++) {
            double part = data.series().get(i).values().at(bucket);
            top += Double.isNaN(part) ? 0 : part;
            if (value <= top) {
                return i;
            }
        }
        return -1;
    }

    /// Which line is nearest to a value, within reach; -1 for none.
    static int nearest(ChartData data, int bucket, double value, double reach) {
        int nearest = -1;
        double least = reach;
        for (int i = 0; i < data.series().size(); i++) {
            double away = Math.abs(data.series().get(i).values().at(bucket) - value);
            if (away <= least) {
                least = away;
                nearest = i;
            }
        }
        return nearest;
    }
}
