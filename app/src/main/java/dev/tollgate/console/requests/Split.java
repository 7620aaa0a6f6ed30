package dev.tollgate.console.requests;

import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// List and inspector side by side; in a window below 1120 the inspector covers the list instead of pushing it.
final class Split extends Region {
    private static final double PUSHES_FROM = 1120;
    private final Node list;
    private @Nullable Region side;

    Split(Node list) {
        this.list = list;
        getStyleClass().addAll("tg-page", "tg-flush");
        getChildren().add(list);
        sceneProperty().addListener((_, _, _) -> requestLayout());
    }

    void open(Region inspector) {
        if (!inspector.equals(side)) {
            side = inspector;
            getChildren().setAll(list, inspector);
            requestLayout();
        }
    }

    void close() {
        side = null;
        getChildren().setAll(list);
        requestLayout();
    }

    boolean isOpen() {
        return side != null;
    }

    private boolean covers() {
        return getScene() != null && getScene().getWidth() < PUSHES_FROM;
    }

    @Override
    protected void layoutChildren() {
        double height = getHeight();
        var inspector = side;
        if (inspector == null) {
            list.resizeRelocate(0, 0, getWidth(), height);
            return;
        }
        double wide = Math.min(Inspector.WIDTH, getWidth());
        boolean covers = covers();
        list.resizeRelocate(0, 0, covers ? getWidth() : getWidth() - wide, height);
        inspector.resizeRelocate(getWidth() - wide, 0, wide, height);
        inspector.getStyleClass().remove("tg-over");
        if (covers) {
            inspector.getStyleClass().add("tg-over");
        }
    }

    @Override
    protected double computeMinWidth(double height) {
        return Inspector.WIDTH;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 1104;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 724;
    }
}
