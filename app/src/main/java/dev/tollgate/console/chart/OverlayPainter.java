package dev.tollgate.console.chart;

import dev.tollgate.console.chart.ChartData.Series;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Palette;
import java.util.Comparator;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;

/// The upper canvas: the selected window, the crosshair and the values at it, largest first.
final class OverlayPainter {
    private static final double LINE = 16;
    private final GraphicsContext pen;
    private final Plot plot;
    private final Palette palette;

    OverlayPainter(GraphicsContext pen, Plot plot, Palette palette) {
        this.pen = pen;
        this.plot = plot;
        this.palette = palette;
    }

    /// @param cursor bucket under pointer or keyboard cursor, -1 for none
    /// @param from first selected bucket, -1 for none
    /// @param to last selected bucket
    void paint(int cursor, int from, int to) {
        pen.clearRect(0, 0, plot.width(), plot.height());
        if (from >= 0) {
            window(from, to);
        }
        if (cursor >= 0 && !plot.data().blank()) {
            crosshair(cursor);
            values(cursor);
        }
    }

    private void window(int from, int to) {
        double left = Math.floor(plot.x(plot.data().start(from))) - 0.5;
        double right = Math.floor(plot.x(plot.data().end(to))) + 0.5;
        double tall = plot.bottom() - Plot.TOP;
        Ink.box(pen, left, Plot.TOP, right - left, tall, palette.accent().fill().deriveColor(0, 1, 1, 0.12));
        pen.setLineWidth(1.5);
        pen.setStroke(palette.accent().fill());
        for (double x : new double[] {left, right}) {
            pen.strokeLine(x, Plot.TOP - 3, x, plot.bottom());
            handle(x, Plot.TOP + tall / 2);
        }
        pen.setFont(Ink.smallStrong());
        pen.setFill(palette.accent().text());
        caption(from, to, left, right);
    }

    private void handle(double x, double y) {
        pen.setFill(palette.panel());
        pen.fillRoundRect(x - 2.5, y - 9, 5, 18, 5, 5);
        pen.setLineWidth(1);
        pen.strokeRoundRect(x - 2.5, y - 9, 5, 18, 5, 5);
        pen.setLineWidth(1.5);
    }

    private void caption(int from, int to, double left, double right) {
        var data = plot.data();
        var text = Format.range(data.start(from), data.end(to), plot.look().display());
        if (plot.flow()) {
            double sum = 0;
            for (int i = from; i <= to; i++) {
                sum += total(i);
            }
            text += ", " + plot.look().value().apply(sum);
        }
        double width = Ink.width(text, Ink.smallStrong());
        boolean before = left - width - 4 > 8;
        double x = before ? left - width - 4 : Math.min(right + 4, plot.width() - width - 8);
        Ink.box(pen, x - 4, 0, width + 8, Plot.TOP, palette.panel());
        pen.setFill(palette.accent().text());
        Ink.left(pen, text, x, 11);
    }

    private double total(int bucket) {
        return plot.data().series().stream()
                .mapToDouble(one -> known(one.values().at(bucket)))
                .sum();
    }

    private void crosshair(int bucket) {
        if (plot.flow()) {
            double left = Math.floor(plot.x(plot.data().start(bucket)));
            double width = Math.max(2, Math.floor(plot.x(plot.data().end(bucket))) - left);
            var tint = palette.text().deriveColor(0, 1, 1, 0.10);
            Ink.box(pen, left, Plot.TOP, width, plot.bottom() - Plot.TOP, tint);
            return;
        }
        double x = Math.floor(plot.x(bucket)) + 0.5;
        Ink.line(pen, x, Plot.TOP, x, plot.bottom(), palette.muted());
        for (var one : plot.data().series()) {
            double value = one.values().at(bucket);
            if (!Double.isNaN(value)) {
                pen.setFill(palette.panel());
                pen.fillOval(x - 4, plot.y().at(value) - 4, 8, 8);
                pen.setFill(palette.slot(one.slot()));
                pen.fillOval(x - 3, plot.y().at(value) - 3, 6, 6);
            }
        }
    }

    private void values(int bucket) {
        var rows = sorted(bucket);
        var data = plot.data();
        var title = Format.range(data.start(bucket), data.end(bucket), plot.look().display());
        double width = Ink.width(title, Ink.smallStrong());
        for (var one : rows) {
            width = Math.max(width, 32 + Ink.width(one.name() + text(one, bucket), Ink.small()));
        }
        double boxWidth = width + 16;
        double boxHeight = LINE * (rows.size() + 1) + 10;
        double x = plot.x(bucket) + 12;
        double left = x + boxWidth > plot.right() ? plot.x(bucket) - 12 - boxWidth : x;
        box(Math.max(0, left), Plot.TOP + 4, boxWidth, boxHeight);
        rows(rows, bucket, title, Math.max(0, left) + 8, boxWidth - 16);
    }

    private List<Series> sorted(int bucket) {
        return plot.data().series().stream()
                .sorted(Comparator.comparingDouble((Series one) -> -known(one.values().at(bucket))))
                .toList();
    }

    private void box(double x, double y, double width, double height) {
        pen.setFill(palette.ground().subtle());
        pen.fillRoundRect(x, y, width, height, 8, 8);
        pen.setStroke(palette.border());
        pen.setLineWidth(1);
        pen.strokeRoundRect(x + 0.5, y + 0.5, width - 1, height - 1, 8, 8);
    }

    private void rows(List<Series> rows, int bucket, String title, double x, double width) {
        double y = Plot.TOP + 20;
        pen.setFill(palette.text());
        pen.setFont(Ink.smallStrong());
        Ink.left(pen, title, x, y);
        pen.setFont(Ink.small());
        for (var one : rows) {
            y += LINE;
            Ink.swatch(pen, x, y - 8, palette.slot(one.slot()));
            pen.setFill(palette.text());
            Ink.left(pen, one.name(), x + 14, y);
            Ink.right(pen, text(one, bucket), x + width, y);
        }
    }

    private String text(Series one, int bucket) {
        double value = one.values().at(bucket);
        return Double.isNaN(value) ? Format.NONE : plot.look().value().apply(value);
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
