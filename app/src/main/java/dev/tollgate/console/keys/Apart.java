package dev.tollgate.console.keys;

import javafx.scene.layout.Region;

/// A place of fixed height whose content may change its texts without anything outside being laid out again: JavaFX
/// goes up from a changed label to the window's root unless one of its parents is unmanaged, and measures tables on the
/// way.
final class Apart extends Region {
    private final Region content;

    Apart(Region content, double height) {
        this.content = content;
        content.setManaged(false);
        setMinSize(0, height);
        setPrefHeight(height);
        setMaxHeight(height);
        getChildren().add(content);
    }

    @Override
    protected void layoutChildren() {
        content.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}
