package dev.tollgate.console.requests;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import org.jspecify.annotations.Nullable;

/// The list itself: rows of 24 px, and the means to keep them where they are.
final class RequestsTable extends TableView<Row> {
    static final double ROW = 24;
    private static final double BAR = 12;
    private final List<Line> lines = new ArrayList<>();
    private final ColumnSet set;
    private @Nullable VirtualFlow<?> flow;

    /// @param remember keeps the columns' state
    RequestsTable(Cells.Setting setting, Menus menus, Consumer<String> remember) {
        setAccessibleText("Requests, newest at the bottom");
        setId("requests");
        getStyleClass().addAll("tg-table", "tg-dense", "tg-requests");
        setFixedCellSize(ROW);
        setMinSize(0, 0);
        var made = new EnumMap<Column, TableColumn<Row, Row>>(Column.class);
        for (var column : Column.values()) {
            made.put(column, column(column, setting, menus));
        }
        getColumns().setAll(made.values());
        set = new ColumnSet(made, remember);
        setRowFactory(_ -> line());
        widthProperty().addListener((_, _, width) -> set.fit(width.doubleValue() - BAR));
    }

    /// What a cell offers on a right click.
    @FunctionalInterface
    interface Menus {
        ContextMenu of(Row row, Column column);
    }

    private static TableColumn<Row, Row> column(Column column, Cells.Setting setting, Menus menus) {
        var made = new TableColumn<Row, Row>(column.title);
        made.setSortable(false);
        made.setReorderable(false);
        made.setMinWidth(24);
        made.setPrefWidth(column.width);
        made.setVisible(column.isBasic());
        made.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        made.setCellFactory(_ -> cell(column, setting, menus));
        if (column.kind == Column.Kind.FIGURE || column.kind == Column.Kind.MONEY) {
            made.getStyleClass().add("tg-right");
        }
        if (column == Column.STATE) {
            made.getStyleClass().add("tg-first");
        }
        return made;
    }

    private static Cells.Cell cell(Column column, Cells.Setting setting, Menus menus) {
        var cell = Cells.of(column, setting);
        cell.setOnContextMenuRequested(event -> {
            var row = cell.getItem();
            if (row != null && !cell.isEmpty()) {
                menus.of(row, column).show(cell, event.getScreenX(), event.getScreenY());
                event.consume();
            }
        });
        return cell;
    }

    private Line line() {
        var line = new Line();
        lines.add(line);
        return line;
    }

    ColumnSet columns() {
        return set;
    }

    /// Shows the visible rows that changed again.
    void touch() {
        lines.forEach(Line::touch);
    }

    private static final class Line extends TableRow<Row> {
        private int shown = -1;

        @Override
        protected void updateItem(@Nullable Row row, boolean empty) {
            super.updateItem(row, empty);
            shown = row == null ? -1 : row.version();
        }

        void touch() {
            var row = getItem();
            if (row == null || isEmpty() || row.version() == shown) {
                return;
            }
            shown = row.version();
            for (Node child : getChildrenUnmodifiable()) {
                if (child instanceof Cells.Cell cell && !cell.isEmpty()) {
                    cell.show(row);
                }
            }
        }
    }

    private @Nullable VirtualFlow<?> flow() {
        if (flow == null && lookup(".virtual-flow") instanceof VirtualFlow<?> found) {
            flow = found;
        }
        return flow;
    }

    /// Whether the last row is in full view, or nearly.
    boolean isAtEnd() {
        var at = flow();
        @Nullable
        IndexedCell<?> last = at == null ? null : at.getLastVisibleCell();
        if (at == null || last == null || getItems().isEmpty()) {
            return true;
        }
        double bottom = last.getLayoutY() + last.getHeight();
        return last.getIndex() >= getItems().size() - 1 && bottom <= at.getHeight() + ROW / 2 + BAR;
    }

    /// The first row in view, 0 where there is none.
    int first() {
        var at = flow();
        @Nullable
        IndexedCell<?> cell = at == null ? null : at.getFirstVisibleCell();
        return cell == null ? 0 : Math.max(0, cell.getIndex());
    }

    boolean isAtStart() {
        return first() == 0;
    }

    void toEnd() {
        if (!getItems().isEmpty()) {
            scrollTo(getItems().size() - 1);
        }
    }

    /// The rows in view, in order.
    List<Row> inView() {
        var at = flow();
        @Nullable
        IndexedCell<?> last = at == null ? null : at.getLastVisibleCell();
        return last == null
                ? List.of()
                : List.copyOf(getItems().subList(first(), Math.min(getItems().size(), last.getIndex() + 1)));
    }
}
