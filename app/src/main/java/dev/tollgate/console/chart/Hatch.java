package dev.tollgate.console.chart;

import java.util.HashMap;
import java.util.Map;

import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.paint.ImagePattern;
import javafx.scene.paint.Paint;

/// The 45° hatch that says "not settled": an 8 × 8 tile anchored at the canvas, so that neighbouring parts join.
/// JavaFX thread only.
final class Hatch {
    private static final int SIDE = 8;
    private static final int LINE = 3;
    private static final double GROUND = 0.22;
    private static final Map<Color, Paint> MADE = new HashMap<>();

    private Hatch() {}

    static Paint of(Color colour) {
        return MADE.computeIfAbsent(colour, Hatch::make);
    }

    /// For blind time: faint, so that it reads as absence.
    static Paint faint(Color colour) {
        return of(colour.deriveColor(0, 1, 1, 0.35));
    }

    private static Paint make(Color colour) {
        var tile = new WritableImage(SIDE, SIDE);
        var pixels = tile.getPixelWriter();
        for (int x = 0; x < SIDE; x++) {
            for (int y = 0; y < SIDE; y++) {
                pixels.setColor(x, y, colour.deriveColor(0, 1, 1, strength((x + y) % SIDE)));
            }
        }
        return new ImagePattern(tile, 0, 0, SIDE, SIDE, false);
    }

    /// A line three pixels across its diagonal steps, soft at both edges.
    private static double strength(int distance) {
        return distance == 0 || distance == LINE - 1 ? 0.7 : distance < LINE ? 1 : GROUND;
    }
}
