package dev.tollgate.console.chart;

import dev.tollgate.console.fx.Theme;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Paint;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/// Texts and simple shapes on a canvas, with the alignments a chart needs.
final class Ink {
    private Ink() {}

    static Font small() {
        return Theme.text(11);
    }

    static Font smallStrong() {
        return Theme.medium(11);
    }

    static Font dense() {
        return Theme.text(12);
    }

    static Font denseStrong() {
        return Theme.medium(12);
    }

    static void left(GraphicsContext pen, String text, double x, double baseline) {
        text(pen, text, x, baseline, TextAlignment.LEFT);
    }

    static void right(GraphicsContext pen, String text, double x, double baseline) {
        text(pen, text, x, baseline, TextAlignment.RIGHT);
    }

    static void middle(GraphicsContext pen, String text, double x, double baseline) {
        text(pen, text, x, baseline, TextAlignment.CENTER);
    }

    private static void text(GraphicsContext pen, String text, double x, double baseline, TextAlignment alignment) {
        pen.setTextAlign(alignment);
        pen.setTextBaseline(VPos.BASELINE);
        pen.fillText(text, x, baseline);
    }

    static double width(String text, Font font) {
        var measure = new Text(text);
        measure.setFont(font);
        return measure.getLayoutBounds().getWidth();
    }

    /// Cuts the middle until it fits, as tables do: names differ at their ends.
    static String fit(String text, Font font, double width) {
        if (width(text, font) <= width) {
            return text;
        }
        int keep = text.length() - 1;
        while (keep > 1 && width(elided(text, keep), font) > width) {
            keep--;
        }
        return elided(text, keep);
    }

    private static String elided(String text, int keep) {
        return text.substring(0, keep - keep / 2) + "…" + text.substring(text.length() - keep / 2);
    }

    static void swatch(GraphicsContext pen, double x, double y, Paint paint) {
        pen.setFill(paint);
        pen.fillRoundRect(x, y, 8, 8, 4, 4);
    }

    static void line(GraphicsContext pen, double x1, double y1, double x2, double y2, Paint paint) {
        pen.setStroke(paint);
        pen.setLineWidth(1);
        pen.strokeLine(x1, y1, x2, y2);
    }

    static void dashed(GraphicsContext pen, double x1, double y1, double x2, double y2, Paint paint) {
        pen.setLineDashes(3, 3);
        line(pen, x1, y1, x2, y2, paint);
        pen.setLineDashes();
    }

    static void box(GraphicsContext pen, double x, double y, double width, double height, Paint fill) {
        pen.setFill(fill);
        pen.fillRect(x, y, width, height);
    }
}
