package dev.tollgate.console.chart;

import dev.tollgate.console.chart.ChartData.Series;
import dev.tollgate.console.chart.TimeChart.BucketHandler;
import dev.tollgate.console.chart.TimeChart.WindowHandler;
import java.util.Optional;
import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/// Pointer and keys of a chart: the cursor's bucket and the selected window, and whom to tell.
final class ChartInput {
    private static final double DRAG = 4;
    private static final double NEAR = 14;
    private static final int NONE = -1;
    private final TimeChart chart;
    private final Runnable repaint;
    private BucketHandler onBucket = (_, _, _) -> {};
    private WindowHandler onWindow = (_, _) -> {};
    private Runnable onClear = () -> {};
    private int cursor = NONE;
    private int anchor = NONE;
    private int end = NONE;
    private double pressedAt;
    private boolean dragging;

    ChartInput(TimeChart chart, Runnable repaint) {
        this.chart = chart;
        this.repaint = repaint;
        chart.setOnMouseMoved(this::moved);
        chart.setOnMouseExited(_ -> point(NONE));
        chart.setOnMousePressed(this::pressed);
        chart.setOnMouseDragged(this::dragged);
        chart.setOnMouseReleased(this::released);
        chart.setOnKeyPressed(this::key);
        chart.focusedProperty().addListener((_, _, focused) -> {
            if (!focused) {
                point(NONE);
            }
        });
    }

    void onBucket(BucketHandler handler) {
        onBucket = handler;
    }

    void onWindow(WindowHandler handler) {
        onWindow = handler;
    }

    void onClear(Runnable handler) {
        onClear = handler;
    }

    int cursor() {
        return cursor < chart.data().buckets() ? cursor : NONE;
    }

    int first() {
        return Math.min(anchor, end);
    }

    int last() {
        return Math.min(Math.max(anchor, end), chart.data().buckets() - 1);
    }

    void select(int from, int to) {
        anchor = from;
        end = to;
        repaint.run();
    }

    void forget() {
        anchor = NONE;
        end = NONE;
        cursor = NONE;
    }

    private void moved(MouseEvent event) {
        boolean inside = chart.plot().inside(event.getX(), event.getY());
        chart.setCursor(inside ? Cursor.CROSSHAIR : Cursor.DEFAULT);
        point(inside ? chart.plot().bucketAt(event.getX()) : NONE);
    }

    private void point(int bucket) {
        if (cursor != bucket) {
            cursor = bucket;
            repaint.run();
        }
    }

    private void pressed(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && chart.plot().inside(event.getX(), event.getY())) {
            chart.requestFocus();
            pressedAt = event.getX();
            dragging = false;
            event.consume();
        } else {
            pressedAt = Double.NaN;
        }
    }

    private void dragged(MouseEvent event) {
        dragging |= Math.abs(event.getX() - pressedAt) > DRAG;
        if (dragging) {
            cursor = NONE;
            select(chart.plot().bucketAt(pressedAt), chart.plot().bucketAt(event.getX()));
        }
    }

    private void released(MouseEvent event) {
        if (dragging) {
            dragging = false;
            tellWindow();
        } else if (!Double.isNaN(pressedAt)) {
            tellBucket(chart.plot().bucketAt(event.getX()), chart.plot().y().back(event.getY()));
        }
    }

    private void key(KeyEvent event) {
        boolean used = switch (event.getCode()) {
            case LEFT -> step(event, -1);
            case RIGHT -> step(event, 1);
            case ENTER -> enter();
            case ESCAPE -> escape();
            default -> false;
        };
        if (used) {
            event.consume();
        }
    }

    private boolean step(KeyEvent event, int by) {
        if (event.isAltDown() || event.isShortcutDown()) {
            return false;
        }
        int newest = chart.data().buckets() - 1;
        int from = cursor == NONE ? newest : cursor;
        int next = cursor == NONE ? newest : Math.clamp((long) cursor + by, 0, newest);
        if (event.isShiftDown()) {
            anchor = anchor == NONE ? from : anchor;
            end = next;
        }
        cursor = next;
        repaint.run();
        return true;
    }

    private boolean enter() {
        if (anchor != NONE) {
            tellWindow();
        } else if (cursor != NONE) {
            tellBucket(cursor, Double.POSITIVE_INFINITY);
        }
        return true;
    }

    private boolean escape() {
        boolean used = anchor != NONE || cursor != NONE;
        boolean cleared = anchor != NONE;
        forget();
        repaint.run();
        if (cleared) {
            onClear.run();
        }
        return used;
    }

    private void tellWindow() {
        var data = chart.data();
        onWindow.selected(data.start(first()), data.end(last()));
    }

    /// What a line may be away from the pointer, in its unit.
    private double reach() {
        return Math.abs(chart.plot().y().back(NEAR) - chart.plot().y().back(0));
    }

    private void tellBucket(int bucket, double value) {
        var data = chart.data();
        int part = chart.plot().flow()
                ? Buckets.part(data, bucket, value)
                : Buckets.nearest(data, bucket, value, reach());
        var series = part < 0 ? Optional.<Series>empty() : Optional.of(data.series().get(part));
        onBucket.open(data.start(bucket), data.end(bucket), series);
    }
}
