package dev.tollgate.console.fx;

import javafx.scene.layout.Region;

/// Fixed sizes for small drawings, which a layout would otherwise shrink to their ink.
final class Shapes {
    private Shapes() {}

    static void square(Region region, double size) {
        box(region, size, size);
    }

    static void box(Region region, double width, double height) {
        region.setMinSize(width, height);
        region.setPrefSize(width, height);
        region.setMaxSize(width, height);
        region.setMouseTransparent(true);
    }
}
