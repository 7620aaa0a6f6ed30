package dev.tollgate.console.chart;

import java.util.ArrayList;
import java.util.List;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;

/// Two-line names under a gauge, the important first: one that would touch an earlier one moves a
/// little, or is left out.
final class NameRow {
    private static final double GAP = 6;
    private static final double[] SHIFTS = {0, -6, -12, -18};
    private final GraphicsContext pen;
    private final double left;
    private final double right;
    private final double bottom;
    private final List<double[]> taken = new ArrayList<>();

    NameRow(GraphicsContext pen, double left, double right, double bottom) {
        this.pen = pen;
        this.left = left;
        this.right = right;
        this.bottom = bottom;
    }

    void name(double x, String name, String amount, boolean strong, Color nameColour, Color amountColour) {
        var font = strong ? Ink.smallStrong() : Ink.small();
        double half = Math.max(Ink.width(name, font), Ink.width(amount, Ink.small())) / 2;
        double wanted = Math.max(left + half, Math.min(x, right - half));
        for (double shift : SHIFTS) {
            if (free(wanted + shift, half)) {
                write(wanted + shift, half, name, amount, font, nameColour, amountColour);
                return;
            }
        }
    }

    private boolean free(double middle, double half) {
        return middle - half >= left
                && taken.stream().noneMatch(room -> middle + half + GAP > room[0] && middle - half - GAP < room[1]);
    }

    private void write(
            double middle, double half, String name, String amount, Font font, Color nameColour, Color amountColour) {
        taken.add(new double[] {middle - half, middle + half});
        pen.setFont(font);
        pen.setFill(nameColour);
        Ink.middle(pen, name, middle, bottom + 18);
        pen.setFont(Ink.small());
        pen.setFill(amountColour);
        Ink.middle(pen, amount, middle, bottom + 31);
    }
}
