package dev.tollgate.console.requests;

import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.console.fx.TextSize;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.value.ChangeListener;
import javafx.scene.control.CheckBox;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableColumn;

/// Which columns are shown and how wide: what the reader set is kept, the rest shares the room there is.
final class ColumnSet {
    private static final double TTFT_FROM = 800;
    /// More than this would tear names and figures apart: then the figures grow too.
    private static final double MOST_FOR_NAMES = 420;
    private final Map<Column, TableColumn<Row, String>> columns;
    private final Map<Column, Double> chosen = new EnumMap<>(Column.class);
    private final Map<Column, CheckBox> boxes = new EnumMap<>(Column.class);
    private final Map<Column, Boolean> shown = new EnumMap<>(Column.class);
    private final Consumer<String> remember;
    private double room;
    private boolean laying;

    /// @param remember keeps the text that [#restore] reads
    ColumnSet(Map<Column, TableColumn<Row, String>> columns, Consumer<String> remember) {
        this.columns = columns;
        this.remember = remember;
        columns.forEach((column, made) -> {
            shown.put(column, column.isBasic());
            made.widthProperty().addListener(resized(column));
        });
    }

    private ChangeListener<Number> resized(Column column) {
        return (_, _, width) -> {
            if (!laying && room > 0) {
                chosen.put(column, (double) Math.round(TextSize.points(width.doubleValue())));
                lay();
                remember.accept(text());
            }
        };
    }

    /// So many points of text are there for all of them.
    void fit(double points) {
        if (points != room) {
            room = points;
            lay();
        }
    }

    private void lay() {
        laying = true;
        double used = 0;
        double grows = 0;
        for (var column : Column.values()) {
            boolean visible =
                    isShown(column) && (column != Column.TTFT || room >= TTFT_FROM || chosen.containsKey(column));
            at(column).setVisible(visible);
            used += visible ? width(column) : 0;
            grows += visible && !chosen.containsKey(column) ? column.grows : 0;
        }
        double left = Math.max(0, room - used);
        double forNames = Math.min(left, MOST_FOR_NAMES);
        long figures = figures();
        for (var column : Column.values()) {
            boolean free = !chosen.containsKey(column);
            double more = grows > 0 && free ? forNames * column.grows / grows : 0;
            more += free && isFigure(column) && figures > 0 ? (left - forNames) / figures : 0;
            TableColumns.setWide(at(column), Math.floor(width(column) + more));
        }
        laying = false;
    }

    private long figures() {
        return columns.keySet().stream().filter(column -> isFigure(column) && !chosen.containsKey(column)).count();
    }

    private boolean isFigure(Column column) {
        return (column.kind == Column.Kind.FIGURE || column.kind == Column.Kind.MONEY) && at(column).isVisible();
    }

    private double width(Column column) {
        return chosen.getOrDefault(column, column.width);
    }

    private TableColumn<Row, String> at(Column column) {
        return columns.computeIfAbsent(column, _ -> new TableColumn<>());
    }

    boolean isShown(Column column) {
        return shown.getOrDefault(column, false);
    }

    void show(Column column, boolean visible) {
        if (isShown(column) != visible) {
            shown.put(column, visible);
            lay();
            remember.accept(text());
        }
    }

    /// A box for each column, and the way back.
    List<MenuItem> menu() {
        var items = new ArrayList<MenuItem>();
        for (var column : Column.values()) {
            if (column != Column.STATE) {
                items.add(item(column));
            }
            if (column == Column.TRIES) {
                items.add(new SeparatorMenuItem());
            }
        }
        var reset = new MenuItem("As at first");
        reset.setOnAction(_ -> reset());
        items.add(new SeparatorMenuItem());
        items.add(reset);
        return items;
    }

    private MenuItem item(Column column) {
        var box = new CheckBox(column.title);
        box.setSelected(isShown(column));
        box.selectedProperty().addListener((_, _, on) -> show(column, on));
        boxes.put(column, box);
        return new CustomMenuItem(box, false);
    }

    private void reset() {
        chosen.clear();
        for (var column : Column.values()) {
            shown.put(column, column.isBasic());
        }
        lay();
        check();
        remember.accept("");
    }

    private void check() {
        boxes.forEach((column, box) -> box.setSelected(isShown(column)));
    }

    /// `key=120;ttft=off;customer=on`: what differs from the start.
    String text() {
        var parts = new ArrayList<String>();
        for (var column : Column.values()) {
            if (chosen.containsKey(column)) {
                parts.add(column.word() + "=" + Math.round(width(column)));
            }
            if (isShown(column) != column.isBasic()) {
                parts.add(column.word() + "=" + (isShown(column) ? "on" : "off"));
            }
        }
        return String.join(";", parts);
    }

    /// What cannot be read is left as it is.
    void restore(String text) {
        for (var part : text.split(";", -1)) {
            var sides = part.split("=", 2);
            for (var column : Column.values()) {
                if (sides.length == 2 && column.word().equals(sides[0])) {
                    restore(column, sides[1]);
                }
            }
        }
        check();
        lay();
    }

    private void restore(Column column, String value) {
        if (value.equals("on") || value.equals("off")) {
            shown.put(column, value.equals("on"));
        } else if (value.matches("\\d{2,4}")) {
            chosen.put(column, Double.valueOf(value));
        }
    }
}
