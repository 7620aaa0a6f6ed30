package dev.tollgate.console.chart;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.DoubleFunction;

/// One chart laid out: where the plot lies, how data becomes pixels, how figures read; pure, made anew per data or size.
record Plot(ChartData data, Look look, double width, double height, List<Double> ticks, Scale x, Scale y) {
    static final double LEFT = 56;
    static final double RIGHT = 128;
    static final double TOP = 16;
    static final double BOTTOM = 22;

    /// How one chart reads: texts of the axis and of values, and the two zones.
    record Look(
            String title, DoubleFunction<String> axis, DoubleFunction<String> value, ZoneId display, ZoneId billing) {}

    static Plot of(ChartData data, Look look, double width, double height) {
        var ticks = Ticks.values(Buckets.most(data));
        double right = Math.max(LEFT + 16, width - RIGHT);
        var x = new Scale(data.from().toEpochMilli(), data.to().toEpochMilli(), LEFT, right);
        var y = new Scale(0, ticks.getLast(), height - BOTTOM, TOP);
        return new Plot(data, look, width, height, ticks, x, y);
    }

    double right() {
        return x.end();
    }

    double bottom() {
        return y.start();
    }

    boolean flow() {
        return data.kind() == ChartData.Kind.FLOW;
    }

    double x(Instant at) {
        return x.at(at.toEpochMilli());
    }

    /// Lines are known at the end of their bucket, bars fill it.
    double x(int bucket) {
        return flow() ? x(data.start(bucket)) : x(data.end(bucket));
    }

    int bucketAt(double pixel) {
        double inside = Math.max(LEFT, Math.min(pixel, right() - 0.01));
        return Buckets.index(data, Instant.ofEpochMilli((long) x.back(inside)));
    }

    boolean inside(double px, double py) {
        return px >= LEFT && px <= right() && py >= 0 && py <= bottom();
    }
}
