package dev.tollgate.console.fx;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// Finds where something may lie over a page without taking its clicks: first of all off buttons and fields, then off
/// rows, and as near to its own corner as that leaves. JavaFX thread; after a layout.
final class FreePlace {
    private static final double STEP = 8;
    private static final double GAP = 4;
    /// One point of a control covered is worse than all rows of a page.
    private static final double CONTROL = 1e7;
    private static final double AWAY = 0.01;

    private final StackPane host;
    private final Region over;
    private final List<Bounds> controls = new ArrayList<>();
    private final List<Bounds> rows = new ArrayList<>();

    /// @param over a child of the host, aligned at its bottom right
    FreePlace(StackPane host, Region over) {
        this.host = host;
        this.over = over;
        host.getChildren().stream().filter(each -> !each.equals(over)).forEach(this::walk);
    }

    private void walk(Node node) {
        if (!node.isVisible() || node.isMouseTransparent()) {
            return;
        }
        if (node instanceof ButtonBase || node instanceof TextInputControl || node instanceof ComboBoxBase<?>
                || node instanceof Slider || node instanceof ScrollBar || opens(node)) {
            controls.add(seen(node));
        } else if (node instanceof IndexedCell<?> cell && !cell.isEmpty()
                && cell.getStyleClass().stream().anyMatch(each -> each.endsWith("row-cell")
                        || each.equals("list-cell"))) {
            rows.add(seen(node));
        }
        if (node instanceof Parent parent && !(node instanceof ButtonBase)) {
            parent.getChildrenUnmodifiable().forEach(this::walk);
        }
    }

    private static boolean opens(Node node) {
        return node.getStyleClass().contains("tg-opens");
    }

    /// In the host, without what scrolling hides.
    private Bounds seen(Node node) {
        var bounds = inHost(node);
        for (var at = node.getParent(); at != null && !at.equals(host); at = at.getParent()) {
            if (at.getClip() != null) {
                bounds = common(bounds, inHost(at));
            }
        }
        return bounds;
    }

    private Bounds inHost(Node node) {
        return host.sceneToLocal(node.localToScene(node.getLayoutBounds()));
    }

    private static Bounds common(Bounds a, Bounds b) {
        double x = Math.max(a.getMinX(), b.getMinX());
        double y = Math.max(a.getMinY(), b.getMinY());
        return new BoundingBox(x, y, Math.max(-1, Math.min(a.getMaxX(), b.getMaxX()) - x),
                Math.max(-1, Math.min(a.getMaxY(), b.getMaxY()) - y));
    }

    /// How far to move it from its corner: not at all while it covers no control where it is.
    Point2D nearest(double translateX, double translateY) {
        var corner = over.getLayoutBounds();
        double left = over.getLayoutX();
        double top = over.getLayoutY();
        var best = new Point2D(translateX, translateY);
        double least = cost(left + translateX, top + translateY, corner);
        if (least < CONTROL) {
            return best;
        }
        for (double x = 0; left + x >= GAP; x -= STEP) {
            for (double y = 0; top + y >= GAP; y -= STEP) {
                double cost = cost(left + x, top + y, corner) + AWAY * (Math.abs(x) + Math.abs(y));
                if (cost < least) {
                    least = cost;
                    best = new Point2D(x, y);
                }
            }
        }
        return best;
    }

    private double cost(double x, double y, Bounds size) {
        double right = x + size.getWidth();
        double bottom = y + size.getHeight();
        return CONTROL * covered(controls, x - GAP, y - GAP, right + GAP, bottom + GAP)
                + covered(rows, x, y, right, bottom);
    }

    private static double covered(List<Bounds> places, double left, double top, double right, double bottom) {
        double sum = 0;
        for (var each : places) {
            double width = Math.min(each.getMaxX(), right) - Math.max(each.getMinX(), left);
            double height = Math.min(each.getMaxY(), bottom) - Math.max(each.getMinY(), top);
            sum += width > 0 && height > 0 ? width * height : 0;
        }
        return sum;
    }
}
