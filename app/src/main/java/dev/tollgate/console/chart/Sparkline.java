package dev.tollgate.console.chart;

import dev.tollgate.console.fx.Palette;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.StrokeLineJoin;

/// The shape of the last minutes in a table cell or tile, without axes: 76 × 20 in rows, 68 × 28 with area in tiles.
public final class Sparkline extends Painted {
    private static final double AREA = 0.16;
    private final boolean area;
    private Values values = Values.of();
    private int slot;

    public Sparkline(double width, double height, boolean area) {
        super(width, height);
        this.area = area;
        setMaxSize(width, height);
    }

    /// For a row.
    public static Sparkline row() {
        return new Sparkline(76, 20, false);
    }

    /// For a tile.
    public static Sparkline tile() {
        return new Sparkline(68, 28, true);
    }

    /// Shows figures in the colour of a slot; all zero or unknown is a flat grey line.
    public void set(Values figures, int seriesSlot) {
        values = figures;
        slot = seriesSlot;
        paint();
    }

    @Override
    void paint(GraphicsContext pen, double width, double height, Palette palette) {
        double most = values.max();
        if (most <= 0 || values.size() < 2) {
            Ink.line(pen, 1, height - 2.5, width - 1, height - 2.5, palette.border());
            return;
        }
        var x = new Scale(0, values.size() - 1.0, 1, width - 1);
        var y = new Scale(0, most, height - 2, 2);
        pen.setLineJoin(StrokeLineJoin.ROUND);
        pen.setLineWidth(1.5);
        pen.setStroke(palette.slot(slot));
        trace(pen, x, y);
        pen.stroke();
        if (area) {
            pen.lineTo(width - 1, height);
            pen.lineTo(1, height);
            pen.setFill(palette.slot(slot).deriveColor(0, 1, 1, AREA));
            pen.fill();
        }
    }

    private void trace(GraphicsContext pen, Scale x, Scale y) {
        boolean drawing = false;
        pen.beginPath();
        for (int i = 0; i < values.size(); i++) {
            double value = values.at(i);
            if (Double.isNaN(value)) {
                drawing = false;
            } else if (drawing) {
                pen.lineTo(x.at(i), y.at(value));
            } else {
                pen.moveTo(x.at(i), y.at(value));
                drawing = true;
            }
        }
    }
}
