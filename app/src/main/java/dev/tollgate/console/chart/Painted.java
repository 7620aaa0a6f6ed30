package dev.tollgate.console.chart;

import dev.tollgate.console.fx.Palette;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;

/// A region painted on one canvas, repainted when its size, its data or the theme changes. The theme's listener is
/// weak, so a dropped cell is not kept alive.
public abstract class Painted extends Region {
    private final Canvas canvas = new Canvas();
    private final ChangeListener<Palette> repaint = (_, _, _) -> paint();

    Painted(double width, double height) {
        setMinSize(width, height);
        setPrefSize(width, height);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        getChildren().add(canvas);
        Palette.current().addListener(new WeakChangeListener<>(repaint));
    }

    /// Draws everything; the ground is transparent.
    abstract void paint(GraphicsContext pen, double width, double height, Palette palette);

    final void paint() {
        double width = getWidth();
        double height = getHeight();
        if (width <= 0 || height <= 0) {
            return;
        }
        var pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        paint(pen, width, height, Palette.current().get());
    }

    @Override
    protected final void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
            paint();
        }
    }
}
