package dev.tollgate.console.smoke;

import dev.tollgate.console.fx.PageGround;
import java.util.function.DoubleSupplier;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// Toolbar, matrix as high as its rows, the last runs in what is left; the cell that is looked at beside them, or over
/// them in a window below 1120.
final class SmokeLayout extends PageGround {
    private static final double EDGE = 12;
    private static final double GAP = 8;
    private static final double BAR = 28;
    private static final double LEAST_RUNS = 150;
    private static final double PUSHES_FROM = 1_120;

    private final Region bar;
    private final Region matrix;
    private final Region runs;
    private final Region inspector;
    private final DoubleSupplier wanted;

    /// @param wanted height of a matrix that need not scroll
    SmokeLayout(Region bar, Region matrix, Region runs, Region inspector, DoubleSupplier wanted) {
        super(400);
        this.bar = bar;
        this.matrix = matrix;
        this.runs = runs;
        this.inspector = inspector;
        this.wanted = wanted;
        getStyleClass().add("tg-flush");
        getChildren().addAll(bar, matrix, runs, inspector);
        beside(false);
    }

    void beside(boolean visible) {
        inspector.setVisible(visible);
        requestLayout();
    }

    private boolean covers() {
        return getScene() != null && getScene().getWidth() < PUSHES_FROM;
    }

    @Override
    protected void layoutChildren() {
        double height = getHeight();
        boolean covers = covers();
        double side = inspector.isVisible() ? Math.min(CellInspector.WIDTH, getWidth()) : 0;
        double width = getWidth() - 2 * EDGE - (covers ? 0 : side);
        place(bar, EDGE, EDGE, width, BAR);
        double top = EDGE + BAR + GAP;
        double room = Math.max(0, height - top - EDGE);
        double high = Math.floor(Math.min(wanted.getAsDouble(), room - GAP - LEAST_RUNS));
        place(matrix, EDGE, top, width, high);
        place(runs, EDGE, top + high + GAP, width, room - high - GAP);
        inspector.getStyleClass().remove("tg-over");
        if (side > 0) {
            if (covers) {
                inspector.getStyleClass().add("tg-over");
            }
            place(inspector, getWidth() - side, 0, side, height);
        }
    }

    private static void place(Node node, double x, double y, double width, double height) {
        node.resizeRelocate(x, y, width, height);
    }
}
