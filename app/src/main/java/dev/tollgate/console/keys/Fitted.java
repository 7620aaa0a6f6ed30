package dev.tollgate.console.keys;

import dev.tollgate.console.fx.TableColumns;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/// Columns of a table that is never scrolled sideways: what does not fit goes, the least important first, and the first
/// column takes what is left. All widths are points of text.
final class Fitted<S> {
    /// Kept free also while nothing scrolls.
    private static final double SCROLL_BAR = 12;

    private final TableView<S> table;
    private final TableColumn<S, ?> taker;
    private final double least;
    private final double most;
    private final List<TableColumn<S, ?>> optional;
    private final Map<TableColumn<S, ?>, Double> wanted = new LinkedHashMap<>();

    /// @param most room for `taker` beyond which the last optional column takes more
    /// @param optional the first to go last
    Fitted(TableView<S> table, TableColumn<S, ?> taker, double least, double most,
            List<TableColumn<S, ?>> optional) {
        this.table = table;
        this.taker = taker;
        this.least = least;
        this.most = most;
        this.optional = List.copyOf(optional);
        for (var column : table.getColumns()) {
            column.setSortable(false);
            column.setResizable(false);
            wanted.put(column, TableColumns.wide(column));
        }
        table.widthProperty().addListener(_ -> fit());
        table.sceneProperty().addListener(_ -> fit());
    }

    /// Out of sight it waits: JavaFX styles the headers anew, and finds no colours for them where there is no scene.
    private void fit() {
        if (table.getScene() == null) {
            return;
        }
        double room = TableColumns.room(table) - SCROLL_BAR;
        double used = least;
        for (var column : table.getColumns()) {
            used += column.equals(taker) || optional.contains(column) ? 0 : wanted.getOrDefault(column, 0.0);
        }
        for (var column : optional.reversed()) {
            double width = wanted.getOrDefault(column, 0.0);
            boolean fits = used + width <= room;
            used += fits ? width : 0;
            if (column.isVisible() != fits) {
                column.setVisible(fits);
            }
        }
        share(Math.max(0, room - used));
    }

    /// Beyond what the first needs, every other column that shows text has its part.
    private void share(double left) {
        double own = Math.min(least + left, most);
        TableColumns.setWide(taker, own);
        var others = table.getColumns().stream().filter(column -> column.isVisible() && !column.equals(taker)).toList();
        double more = others.isEmpty() ? 0 : Math.floor(Math.max(0, least + left - own) / others.size());
        others.forEach(column -> TableColumns.setWide(column, wanted.getOrDefault(column, 0.0) + more));
    }
}
