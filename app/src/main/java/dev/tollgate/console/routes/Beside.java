package dev.tollgate.console.routes;

import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// A tab's content, and at its right what is edited or explained; in a narrow window that covers instead of pushing.
final class Beside extends Region {
    private static final double WIDE = 360;
    private static final double GAP = 8;
    private static final double PUSHES_FROM = 1_120;

    private final Node content;
    private @Nullable Region side;

    Beside(Node content) {
        this.content = content;
        setMinSize(0, 0);
        getChildren().add(content);
        sceneProperty().addListener((_, _, _) -> requestLayout());
    }

    void open(Region next) {
        if (!next.equals(side)) {
            side = next;
            getChildren().setAll(content, next);
            requestLayout();
        }
    }

    void close() {
        side = null;
        getChildren().setAll(content);
        requestLayout();
    }

    boolean isOpen() {
        return side != null;
    }

    boolean shows(Region one) {
        return one.equals(side);
    }

    /// Whether the side stands beside the content, not over it.
    boolean isWide() {
        return getScene() == null || getScene().getWidth() >= PUSHES_FROM;
    }

    @Override
    protected void layoutChildren() {
        var beside = side;
        if (beside == null) {
            content.resizeRelocate(0, 0, getWidth(), getHeight());
            return;
        }
        boolean covers = !isWide();
        double wide = Math.min(WIDE, getWidth());
        content.resizeRelocate(0, 0, covers ? getWidth() : getWidth() - wide - GAP, getHeight());
        beside.resizeRelocate(getWidth() - wide, 0, wide, getHeight());
    }
}
