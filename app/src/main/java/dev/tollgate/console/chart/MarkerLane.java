package dev.tollgate.console.chart;

import dev.tollgate.console.chart.ChartData.Marker;
import dev.tollgate.console.chart.ChartData.Sign;
import dev.tollgate.console.fx.Palette;
import java.util.Comparator;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/// The 16 px above the plot: what happened when, each kind a shape of its own, its text beside and never over a mark.
final class MarkerLane {
    private static final double MIDDLE = 7.5;
    private static final double REACH = 9;
    private final GraphicsContext pen;
    private final Plot plot;
    private final Palette palette;

    MarkerLane(GraphicsContext pen, Plot plot, Palette palette) {
        this.pen = pen;
        this.plot = plot;
        this.palette = palette;
    }

    void paint() {
        var shown = plot.data().markers().stream()
                .filter(one -> !one.at().isBefore(plot.data().from()) && !one.at().isAfter(plot.data().to()))
                .sorted(Comparator.comparing(Marker::at))
                .toList();
        double taken = 0;
        for (int i = 0; i < shown.size(); i++) {
            double next = i + 1 < shown.size() ? plot.x(shown.get(i + 1).at()) - REACH : plot.width() - 4;
            taken = mark(shown.get(i), taken, next);
        }
    }

    /// @return where free room begins for the next one
    private double mark(Marker one, double taken, double next) {
        double x = Math.floor(plot.x(one.at())) + 0.5;
        var colour = colour(one.sign());
        if (!plot.flow()) {
            Ink.dashed(pen, x, Plot.TOP, x, plot.bottom(), colour);
        }
        sign(one.sign(), x, colour);
        return Math.max(x + REACH, text(one, x, taken, next));
    }

    private double text(Marker one, double x, double taken, double next) {
        double width = Ink.width(one.text(), Ink.small());
        pen.setFont(Ink.small());
        pen.setFill(colour(one.sign()));
        if (x + REACH + width <= next) {
            Ink.left(pen, one.text(), x + REACH, 11.5);
            return x + REACH + width + 8;
        }
        if (x - REACH - width >= taken) {
            Ink.right(pen, one.text(), x - REACH, 11.5);
        }
        return taken;
    }

    private Color colour(Sign sign) {
        return switch (sign) {
            case CRITICAL, ACTION, CUT -> palette.danger().text();
            case WARNING -> palette.warning().text();
            case INFO -> palette.accent().text();
            case CONFIG, PRICE -> palette.muted();
        };
    }

    private void sign(Sign sign, double x, Color colour) {
        pen.setFill(colour);
        pen.setStroke(colour);
        pen.setLineWidth(1);
        switch (sign) {
            case INFO -> pen.fillOval(x - 4.5, MIDDLE - 4.5, 9, 9);
            case WARNING -> pen.fillPolygon(new double[] {x, x + 6, x - 6},
                    new double[] {MIDDLE - 5.5, MIDDLE + 5, MIDDLE + 5}, 3);
            case CRITICAL ->
                pen.fillPolygon(
                        new double[] {x, x + 6, x, x - 6},
                        new double[] {MIDDLE - 6, MIDDLE, MIDDLE + 6, MIDDLE},
                        4);
            case ACTION -> pen.fillRect(x - 2, MIDDLE - 5, 4, 10);
            case CONFIG -> pen.strokeRect(Math.floor(x) - 3.5, 3.5, 8, 8);
            case PRICE -> price(x);
            case CUT -> scissors(x);
        }
    }

    private void price(double x) {
        pen.setFont(Ink.smallStrong());
        pen.setFill(palette.text());
        Ink.middle(pen, "$", x, 11.5);
    }

    private void scissors(double x) {
        pen.strokeOval(x - 5, 2, 4, 4);
        pen.strokeOval(x - 5, 9, 4, 4);
        pen.strokeLine(x - 1, 5, x + 5, 11);
        pen.strokeLine(x - 1, 10, x + 5, 4);
    }
}
