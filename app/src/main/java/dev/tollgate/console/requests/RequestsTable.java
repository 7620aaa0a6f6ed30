package dev.tollgate.console.requests;

import dev.tollgate.console.fx.Palette;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.console.fx.TextSize;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;

/// The list itself: painted rows of 24 points under a header whose columns can be sized, and the means to keep the
/// rows where they are.
final class RequestsTable extends TableView<Row> {
    static final double ROW = 24;
    private static final double BAR = 12;
    private final List<Line> lines = new ArrayList<>();
    private final ColumnSet set;
    private final LinePainter painter;
    private final Menus menus;
    private final Consumer<Row> open;
    // kept here, since the palette holds it weakly
    private final InvalidationListener repaint = _ -> lines.forEach(Line::paint);
    private List<LinePainter.Place> places = List.of();
    private boolean placed;
    private boolean moving;
    private @Nullable VirtualFlow<?> flow;

    /// @param open a row was clicked
    /// @param remember keeps the columns' state
    RequestsTable(Supplier<Instant> now, ZoneId zone, Menus menus, Consumer<Row> open, Consumer<String> remember) {
        this.menus = menus;
        this.open = open;
        painter = new LinePainter(now, zone);
        setAccessibleText("Requests, newest at the bottom");
        setId("requests");
        getStyleClass().addAll("tg-table", "tg-dense", "tg-requests");
        setFixedCellSize(TextSize.row(ROW));
        setMinSize(0, 0);
        var made = new EnumMap<Column, TableColumn<Row, String>>(Column.class);
        for (var column : Column.values()) {
            made.put(column, column(column, now, zone));
        }
        getColumns().setAll(made.values());
        set = new ColumnSet(made, remember);
        setRowFactory(_ -> line());
        widthProperty().addListener((_, _, _) -> set.fit(TableColumns.room(this) - BAR));
        getVisibleLeafColumns().addListener((InvalidationListener) _ -> moved());
        Palette.current().addListener(new WeakInvalidationListener(repaint));
    }

    /// What a cell offers on a right click.
    @FunctionalInterface
    interface Menus {
        ContextMenu of(Row row, Column column);
    }

    private TableColumn<Row, String> column(Column column, Supplier<Instant> now, ZoneId zone) {
        var made = new TableColumn<Row, String>(column.title);
        made.setUserData(column);
        made.setSortable(false);
        TableColumns.width(made, column.width);
        made.setVisible(column.isBasic());
        // no cell is made of it; a double click on a divider measures by it
        made.setCellValueFactory(row -> new ReadOnlyStringWrapper(column.text(row.getValue(), now.get(), zone)));
        if (column.kind == Column.Kind.FIGURE || column.kind == Column.Kind.MONEY) {
            made.getStyleClass().add("tg-right");
        }
        if (column == Column.STATE) {
            made.getStyleClass().add("tg-first");
        }
        made.widthProperty().addListener((_, _, _) -> moved());
        return made;
    }

    /// The columns are elsewhere; where, is seen when a row is painted next.
    private void moved() {
        placed = false;
        lines.forEach(Line::moved);
    }

    private List<LinePainter.Place> places() {
        if (!placed) {
            places = measured();
            placed = true;
        }
        return places;
    }

    private List<LinePainter.Place> measured() {
        var next = new ArrayList<LinePainter.Place>();
        double x = 0;
        for (var column : getVisibleLeafColumns()) {
            if (column.getUserData() instanceof Column known) {
                next.add(new LinePainter.Place(known, TextSize.points(x), TextSize.points(column.getWidth())));
            }
            x += column.getWidth();
        }
        return next;
    }

    private TableRow<Row> line() {
        var line = new Line(painter, this::places, () -> moving);
        line.setOnContextMenuRequested(event -> {
            var row = line.getItem();
            if (row != null && !line.isEmpty()) {
                menus.of(row, line.at(event.getX()).orElse(Column.KEY)).show(line, event.getScreenX(),
                        event.getScreenY());
                event.consume();
            }
        });
        line.setOnMousePressed(_ -> pressed(line));
        line.setOnMouseClicked(event -> clicked(line, event));
        lines.add(line);
        return line;
    }

    private void pressed(Line line) {
        requestFocus();
        if (!line.isEmpty()) {
            getSelectionModel().clearAndSelect(line.getIndex());
        }
    }

    private void clicked(Line line, MouseEvent event) {
        var row = line.getItem();
        if (row != null && !line.isEmpty() && event.getButton() == MouseButton.PRIMARY && event.isStillSincePress()) {
            open.accept(row);
        }
    }

    ColumnSet columns() {
        return set;
    }

    /// Shows the visible rows that changed again.
    void touch() {
        lines.removeIf(line -> line.getParent() == null);
        lines.forEach(Line::touch);
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
        return last.getIndex() >= getItems().size() - 1 && bottom <= at.getHeight() + getFixedCellSize() / 2 + BAR;
    }

    /// The first row in view, 0 where there is none.
    int first() {
        var at = flow();
        @Nullable
        IndexedCell<?> cell = at == null ? null : at.getFirstVisibleCell();
        return cell == null ? 0 : Math.max(0, cell.getIndex());
    }

    /// So many rows were put before the others: those in view stay where they are, to the pixel.
    void pushed(int rows) {
        var at = flow();
        @Nullable
        IndexedCell<?> cell = at == null ? null : at.getFirstVisibleCell();
        if (at != null && cell != null) {
            int first = cell.getIndex();
            double cut = -cell.getLayoutY();
            move(() -> {
                layout();
                scrollTo(first + rows);
                layout();
                at.scrollPixels(cut);
            });
        }
    }

    /// Each layout on the way puts other requests into the rows: they are painted once, where they have come to stand.
    private void move(Runnable way) {
        moving = true;
        try {
            way.run();
        } finally {
            moving = false;
            touch();
        }
    }

    boolean isAtStart() {
        return first() == 0;
    }

    void toEnd() {
        if (!getItems().isEmpty()) {
            move(this::goToEnd);
        }
    }

    private void goToEnd() {
        // what was added is counted by a layout only; until then the former end would be gone to
        layout();
        scrollTo(getItems().size() - 1);
        var at = flow();
        if (at != null) {
            // the flow stops a row short at times; it goes no further than the end
            layout();
            at.scrollPixels(2 * getFixedCellSize());
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
