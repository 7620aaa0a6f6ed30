package dev.tollgate.console.requests;

import dev.tollgate.console.fx.TextSize;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.scene.AccessibleAttribute;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Skin;
import javafx.scene.control.SkinBase;
import javafx.scene.control.TableRow;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// A row of the list: one canvas on the row's ground, instead of a node for every cell.
final class Line extends TableRow<Row> {
    private final LinePainter painter;
    private final Supplier<List<LinePainter.Place>> places;
    private final BooleanSupplier moving;
    private final Canvas canvas = new Canvas();
    private final Tooltip tip = new Tooltip();
    private @Nullable Row painted;
    private int shown = -1;
    private boolean moved = true;

    /// @param places where the visible columns are now
    /// @param moving whether the list is still on its way: what stands here now is not what will
    Line(LinePainter painter, Supplier<List<LinePainter.Place>> places, BooleanSupplier moving) {
        this.painter = painter;
        this.places = places;
        this.moving = moving;
        canvas.setMouseTransparent(true);
        setOnMouseMoved(event -> tip(event.getX()));
    }

    @Override
    protected Skin<?> createDefaultSkin() {
        return new Painted(this);
    }

    private static final class Painted extends SkinBase<Line> {
        Painted(Line line) {
            super(line);
            getChildren().setAll(line.canvas);
        }

        @Override
        protected void layoutChildren(double x, double y, double width, double height) {
            getSkinnable().fit(width, height);
        }

        @Override
        protected double computePrefWidth(double height, double top, double right, double bottom, double left) {
            return getSkinnable().wide();
        }

        @Override
        protected double computePrefHeight(double width, double top, double right, double bottom, double left) {
            return getSkinnable().getTableView().getFixedCellSize();
        }
    }

    private double wide() {
        var all = places.get();
        return all.isEmpty() ? 0 : TextSize.pixels(all.getLast().x() + all.getLast().width());
    }

    private void fit(double width, double height) {
        if (moved || canvas.getWidth() != width || canvas.getHeight() != height) {
            moved = false;
            canvas.setWidth(width);
            canvas.setHeight(height);
            paint();
        }
    }

    /// The columns are elsewhere.
    void moved() {
        moved = true;
        requestLayout();
    }

    @Override
    protected void updateItem(@Nullable Row row, boolean empty) {
        super.updateItem(row, empty);
        if (!moving.getAsBoolean()) {
            touch();
        }
    }

    /// Paints again where another request stands here by now, or this one has new figures: a list that follows its end is
    /// laid out several times a tick, and most rows stay what they are.
    void touch() {
        var row = isEmpty() ? null : getItem();
        if (row != painted || (row != null && row.version() != shown)) {
            paint();
        }
    }

    void paint() {
        var pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        var row = getItem();
        shown = row == null ? -1 : row.version();
        painted = isEmpty() ? null : row;
        if (row != null && !isEmpty() && canvas.getWidth() > 0) {
            pen.save();
            pen.scale(TextSize.pixels(1), TextSize.pixels(1));
            painter.paint(pen, row, places.get());
            pen.restore();
        }
    }

    /// The column under this x; the first one left of all.
    Optional<Column> at(double x) {
        double point = TextSize.points(x);
        return places.get().stream().filter(p -> point < p.x() + p.width()).findFirst().map(LinePainter.Place::column);
    }

    private void tip(double x) {
        var row = getItem();
        if (row == null || isEmpty()) {
            return;
        }
        var text = at(x).map(column -> column.hover(row, painter.zone())).orElse("");
        tip.setText(text);
        setTooltip(text.length() < 2 ? null : tip);
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        var row = getItem();
        return attribute == AccessibleAttribute.TEXT && row != null && !isEmpty()
                ? Look.spoken(row, painter.zone())
                : super.queryAccessibleAttribute(attribute, parameters);
    }
}
