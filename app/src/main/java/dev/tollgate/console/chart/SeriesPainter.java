package dev.tollgate.console.chart;

import dev.tollgate.console.chart.ChartData.Series;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Palette;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Paint;
import javafx.scene.shape.StrokeLineJoin;

/// The middle canvas: lines with an area under the leading one, or stacked bars, and their names at the right.
final class SeriesPainter {
    private static final double AREA = 0.16;
    private static final double LEAST_GAPPED = 3;
    private final GraphicsContext pen;
    private final Plot plot;
    private final Palette palette;

    SeriesPainter(GraphicsContext pen, Plot plot, Palette palette) {
        this.pen = pen;
        this.plot = plot;
        this.palette = palette;
    }

    void paint() {
        pen.clearRect(0, 0, plot.width(), plot.height());
        if (plot.data().blank()) {
            return;
        }
        if (plot.flow()) {
            bars();
            stackLabels();
        } else {
            lines();
            lineLabels();
        }
    }

    private Paint paint(Series one) {
        var colour = palette.slot(one.slot());
        return one.slot() == ChartData.OTHERS && plot.flow() ? Hatch.of(colour) : colour;
    }

    private void lines() {
        var leading = leading();
        pen.setLineJoin(StrokeLineJoin.ROUND);
        for (var one : plot.data().series().reversed()) {
            if (one.equals(leading)) {
                trace(one, true);
            }
            trace(one, false);
        }
    }

    private Series leading() {
        return plot.data().series().stream()
                .max(Comparator.comparingDouble(one -> known(one.values().last())))
                .orElseThrow();
    }

    private void trace(Series one, boolean area) {
        int columns = (int) (plot.right() - Plot.LEFT);
        var run = new ArrayList<double[]>();
        for (var column : Buckets.columns(one.values(), plot.data().buckets(), columns)) {
            if (column.gap()) {
                draw(run, one, area);
                run.clear();
            } else {
                double x = plot.x(column.first());
                add(run, x, column.low() == column.high() ? column.last() : column.low());
                if (column.low() != column.high()) {
                    add(run, x, column.high());
                }
            }
        }
        draw(run, one, area);
    }

    private void add(List<double[]> run, double x, double value) {
        run.add(new double[] {x, plot.y().at(value)});
    }

    private void draw(List<double[]> run, Series one, boolean area) {
        if (run.isEmpty()) {
            return;
        }
        pen.beginPath();
        pen.moveTo(run.getFirst()[0], area ? plot.bottom() : run.getFirst()[1]);
        run.forEach(point -> pen.lineTo(point[0], point[1]));
        if (area) {
            pen.lineTo(run.getLast()[0], plot.bottom());
            pen.setFill(palette.slot(one.slot()).deriveColor(0, 1, 1, AREA));
            pen.fill();
        } else {
            pen.setStroke(palette.slot(one.slot()));
            pen.setLineWidth(one.equals(leading()) ? 2 : 1.5);
            pen.stroke();
        }
    }

    private void bars() {
        // one rule for all bars: a gap behind some of them only would look like a pattern in the data
        double gap = plot.x(plot.data().end(0)) - plot.x(0) >= LEAST_GAPPED ? 1 : 0;
        for (int bucket = 0; bucket < plot.data().buckets(); bucket++) {
            double left = Math.floor(plot.x(bucket));
            double right = Math.floor(plot.x(plot.data().end(bucket)));
            stack(bucket, left, Math.max(1, right - left - gap));
        }
    }

    private void stack(int bucket, double left, double width) {
        double base = plot.bottom();
        for (var one : plot.data().series()) {
            double tall = plot.bottom() - plot.y().at(known(one.values().at(bucket)));
            if (tall >= 0.35) {
                double ground = tall > 5 ? 1 : 0.3;
                Ink.box(pen, left, base - tall, width, Math.max(0.5, tall - ground), paint(one));
                base -= tall;
            }
        }
    }

    private void lineLabels() {
        var shown = plot.data().series().stream()
                .filter(one -> !Double.isNaN(one.values().last()))
                .toList();
        var own = shown.stream().map(one -> plot.y().at(one.values().last())).toList();
        var heights = Labels.spread(own, Plot.TOP + 4, plot.bottom());
        var leading = leading();
        for (int i = 0; i < shown.size(); i++) {
            label(shown.get(i), own.get(i), heights.get(i), shown.get(i).equals(leading));
        }
    }

    private void label(Series one, double own, double y, boolean strong) {
        double x = plot.right();
        Ink.line(pen, x + 1, own, x + 10, y, palette.slot(one.slot()));
        Ink.swatch(pen, x + 12, y - 4, palette.slot(one.slot()));
        var font = strong ? Ink.smallStrong() : Ink.small();
        var value = plot.look().value().apply(one.values().last());
        pen.setFont(font);
        pen.setFill(palette.text());
        Ink.right(pen, value, plot.width() - 10, y + 4);
        double room = plot.width() - 10 - Ink.width(value, font) - 8 - (x + 24);
        Ink.left(pen, Ink.fit(one.name(), font, room), x + 24, y + 4);
    }

    /// Beside a stack: names in its order with sum and share, since the last bar says little.
    private void stackLabels() {
        double total = plot.data().series().stream().mapToDouble(one -> one.values().sum()).sum();
        boolean roomy = plot.data().series().size() * 32.0 <= plot.height() - Plot.TOP;
        double y = Plot.TOP + 8;
        for (var one : plot.data().series()) {
            double sum = one.values().sum();
            Ink.swatch(pen, plot.right() + 16, y - 8, paint(one));
            if (roomy) {
                twoLines(one, sum, total, y);
            } else {
                oneLine(one, sum, total, y);
            }
            y += roomy ? 32 : 16;
        }
    }

    private void twoLines(Series one, double sum, double total, double y) {
        double x = plot.right() + 30;
        pen.setFont(Ink.small());
        pen.setFill(palette.text());
        Ink.left(pen, Ink.fit(one.name(), Ink.small(), plot.width() - 8 - x), x, y);
        pen.setFill(palette.muted());
        var share = total > 0 ? "  " + Format.percent(sum / total) : "";
        Ink.left(pen, plot.look().value().apply(sum) + share, x, y + 13);
    }

    /// The name first: where it and the sum have no room, the share stands for the sum.
    private void oneLine(Series one, double sum, double total, double y) {
        double x = plot.right() + 30;
        var value = plot.look().value().apply(sum);
        if (Ink.width(one.name() + value, Ink.small()) > plot.width() - 16 - x && total > 0) {
            value = Format.percent(sum / total);
        }
        pen.setFont(Ink.small());
        pen.setFill(palette.muted());
        Ink.right(pen, value, plot.width() - 10, y);
        pen.setFill(palette.text());
        double room = plot.width() - 16 - Ink.width(value, Ink.small()) - x;
        Ink.left(pen, Ink.fit(one.name(), Ink.small(), room), x, y);
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
