package dev.tollgate.console.fx;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// Columns as every table of the console has them: figures right, names elided in the middle with the whole as tooltip.
/// The `as…` methods dress columns made elsewhere (FilteredTableColumn, TableColumn2). Widths are points of text (see
/// [TextSize]).
public final class TableColumns {
    private static final String FIRST = "tg-first-width";
    private static final double LEAST = 80;

    private TableColumns() {}

    /// A name or word.
    public static <S> TableColumn<S, String> text(String title, double width, Function<S, String> text) {
        return asText(new TableColumn<>(title), width, text);
    }

    /// A formatted figure.
    public static <S> TableColumn<S, String> figure(String title, double width, Function<S, String> text) {
        return asFigure(new TableColumn<>(title), width, text);
    }

    /// Money in cell or sum format, points in one line.
    ///
    /// @param decimals 6 for `Money.cell`, 3 for `Money.sum`
    public static <S> TableColumn<S, String> money(
            String title, double width, int decimals, Function<S, String> text) {
        return asFigure(new TableColumn<>(title), width, row -> Money.aligned(text.apply(row), decimals));
    }

    /// Anything drawn: one node per visible cell, made once and shown the row by `update`.
    public static <S, N extends Node> TableColumn<S, S> node(
            String title, double width, Supplier<N> make, BiUpdate<N, S> update) {
        var column = new TableColumn<S, S>(title);
        width(column, width);
        column.setSortable(false);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> new NodeCell<>(make.get(), update));
        return column;
    }

    public static <S, C extends TableColumn<S, String>> C asText(C column, double width, Function<S, String> text) {
        width(column, width);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(text.apply(row.getValue())));
        column.setCellFactory(_ -> new TextCell<>());
        return column;
    }

    public static <S, C extends TableColumn<S, String>> C asFigure(C column, double width, Function<S, String> text) {
        asText(column, width, text);
        column.getStyleClass().add("tg-right");
        return column;
    }

    /// Fixed row height in points of text (24 requests, 28 normal, 36 roomy, 44 ladder), no horizontal scrolling by default,
    /// a sentence when empty.
    public static void dress(TableView<?> table, double rowHeight, Node placeholder) {
        table.setFixedCellSize(TextSize.row(rowHeight));
        table.setPlaceholder(placeholder);
        table.getStyleClass().add("tg-table");
        table.setMinHeight(0);
        edges(table);
        table.getColumns().addListener((ListChangeListener<TableColumn<?, ?>>) _ -> edges(table));
        if (rowHeight <= 24) {
            table.getStyleClass().add("tg-dense");
        }
    }

    /// Elides in the middle and says the whole on hover, for labels outside tables.
    public static <L extends Labeled> L elided(L label) {
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        var tip = new Tooltip();
        tip.textProperty().bind(label.textProperty());
        label.setTooltip(tip);
        label.setMinWidth(0);
        return label;
    }

    /// Applies something to each column, for instance switching sorting off.
    public static <S> void each(TableView<S> table, Consumer<TableColumn<S, ?>> change) {
        table.getColumns().forEach(change);
    }

    /// The outermost columns keep 12 px to the panel's edge.
    private static void edges(TableView<?> table) {
        var columns = table.getColumns();
        columns.forEach(column -> column.getStyleClass().removeAll("tg-first", "tg-last"));
        if (!columns.isEmpty()) {
            columns.getFirst().getStyleClass().add("tg-first");
            columns.getLast().getStyleClass().add("tg-last");
        }
    }

    /// The first width of a column made elsewhere; no reader moves it away.
    ///
    /// @param points of text
    public static void width(TableColumn<?, ?> column, double points) {
        setWide(column, points);
        column.getProperties().put(FIRST, points);
        column.setMinWidth(Math.min(column.getPrefWidth(), 24));
        column.setReorderable(false);
    }

    /// Gives a column so many points of text.
    public static void setWide(TableColumn<?, ?> column, double points) {
        column.setPrefWidth(Math.floor(TextSize.pixels(points)));
    }

    /// The points of text that a column was given.
    public static double wide(TableColumn<?, ?> column) {
        return TextSize.points(column.getPrefWidth());
    }

    /// Shares the room of a table among the columns that grow, each up to so much; what is beyond, the others with a
    /// title share, so that in a wide window figures do not stand far from their names.
    ///
    /// @param room points of text for all columns
    /// @param most points of text for one that grows
    /// @param shares of those that grow, 1 in sum
    public static void spread(TableView<?> table, double room, double most,
            Map<? extends TableColumn<?, ?>, Double> shares) {
        var others = table.getColumns().stream().filter(c -> c.isVisible() && !shares.containsKey(c)).toList();
        double left = room - others.stream().mapToDouble(TableColumns::first).sum();
        double beyond = 0;
        for (var grows : shares.entrySet()) {
            double own = Math.max(LEAST, left * grows.getValue());
            setWide(grows.getKey(), Math.min(own, most));
            beyond += Math.max(0, own - most);
        }
        var titled = others.stream().filter(c -> !c.getText().isBlank()).toList();
        double more = titled.isEmpty() ? 0 : Math.floor(beyond / titled.size());
        titled.forEach(c -> setWide(c, first(c) + more));
    }

    private static double first(TableColumn<?, ?> column) {
        return column.getProperties().get(FIRST) instanceof Double points ? points : wide(column);
    }

    /// The points of text that have room in a table. Widths of columns are reckoned from it, so that with large text
    /// a table shows what a narrower one shows, and names have the room they had.
    public static double room(TableView<?> table) {
        return TextSize.points(table.getWidth());
    }

    /// Shows a row in a node that lives as long as its cell.
    ///
    /// @param <N> the node
    /// @param <S> the row
    @FunctionalInterface
    public interface BiUpdate<N, S> {
        void show(N node, S row);
    }

    private static final class TextCell<S> extends TableCell<S, String> {
        private @Nullable Tooltip whole;

        TextCell() {
            setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        }

        @Override
        protected void updateItem(@Nullable String item, boolean empty) {
            super.updateItem(item, empty);
            var text = empty || item == null ? "" : item;
            setText(text);
            setTooltip(text.length() > 12 ? whole(text) : null);
            pseudoClassStateChanged(States.UNPRICED, Money.UNPRICED.equals(text));
            pseudoClassStateChanged(States.NONE, Money.NONE.equals(text));
        }

        /// Made with the first long text: most cells never have one.
        private Tooltip whole(String text) {
            var tip = whole;
            if (tip == null) {
                tip = new Tooltip();
                whole = tip;
            }
            tip.setText(text);
            return tip;
        }
    }

    private static final class NodeCell<S, N extends Node> extends TableCell<S, S> {
        private final N node;
        private final BiUpdate<N, S> update;

        NodeCell(N node, BiUpdate<N, S> update) {
            this.node = node;
            this.update = update;
        }

        @Override
        protected void updateItem(@Nullable S item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
            } else {
                update.show(node, item);
                setGraphic(node);
            }
        }
    }
}
