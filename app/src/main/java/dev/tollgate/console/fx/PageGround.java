package dev.tollgate.console.fx;

import javafx.scene.layout.Region;

/// The ground of a page that places its parts itself, in pixels. Its sizes are those of the smallest and of the usual
/// window without rail and bars.
public abstract class PageGround extends Region {
    private static final double LEAST_WIDTH = 640;
    private static final double WIDTH = 1_104;
    private static final double HEIGHT = 724;

    private final double leastHeight;

    /// @param leastHeight below which its parts no longer fit
    protected PageGround(double leastHeight) {
        this.leastHeight = leastHeight;
        getStyleClass().add("tg-page");
    }

    @Override
    protected final double computeMinWidth(double height) {
        return LEAST_WIDTH;
    }

    @Override
    protected final double computeMinHeight(double width) {
        return leastHeight;
    }

    @Override
    protected final double computePrefWidth(double height) {
        return WIDTH;
    }

    @Override
    protected final double computePrefHeight(double width) {
        return HEIGHT;
    }
}
