package dev.tollgate.console.fx;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// A toolbar: what begins it at the left, what ends it at the right. Where one row has no room for both, as in a narrow
/// window with large text, its end goes into a second one: nothing runs off the window's edge.
public class TwoEnds extends Region {
    private static final double GAP = 8;

    private final HBox first = new HBox(GAP);
    private final HBox last = new HBox(GAP);

    public TwoEnds() {
        for (var half : List.of(first, last)) {
            half.setAlignment(Pos.CENTER_LEFT);
            getChildren().add(half);
        }
        setMinWidth(0);
    }

    protected final void begin(Node... nodes) {
        first.getChildren().setAll(nodes);
    }

    protected final void end(Node... nodes) {
        last.getChildren().setAll(nodes);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    private boolean fits(double width) {
        return width < 0 || first.minWidth(-1) + GAP + last.minWidth(-1) <= width;
    }

    @Override
    protected double computePrefWidth(double height) {
        return first.prefWidth(-1) + GAP + last.prefWidth(-1);
    }

    @Override
    protected double computePrefHeight(double width) {
        double one = first.prefHeight(-1);
        double other = last.prefHeight(-1);
        return fits(width) ? Math.max(one, other) : one + GAP + other;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        if (fits(width)) {
            double begins = Math.min(first.prefWidth(-1), width - GAP - last.minWidth(-1));
            double ends = Math.min(last.prefWidth(-1), width - GAP - begins);
            first.resizeRelocate(0, 0, begins, getHeight());
            last.resizeRelocate(Math.floor(width - ends), 0, ends, getHeight());
        } else {
            double high = first.prefHeight(-1);
            double ends = Math.min(last.prefWidth(-1), width);
            first.resizeRelocate(0, 0, Math.min(first.prefWidth(-1), width), high);
            last.resizeRelocate(Math.floor(width - ends), high + GAP, ends, last.prefHeight(-1));
        }
    }
}
