package dev.tollgate.console.live;

import javafx.scene.control.ConstrainedColumnResizeBase;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.util.Callback;

/// Gives one column what the others leave, with or without a scroll bar, at every width of the table: nothing scrolls
/// sideways and no control is pushed out of sight. JavaFX's own constrained policies let such a column grow past the
/// edge when a table becomes much wider at once.
///
/// @param <S> what stands in the rows
// TableView asks for a policy over the raw type
@SuppressWarnings({"rawtypes", "unchecked"})
final class OneTakesTheRest<S> extends ConstrainedColumnResizeBase
        implements
            Callback<TableView.ResizeFeatures, Boolean> {
    private final TableView<S> table;
    private final TableColumn<S, ?> flexible;
    private final double least;

    private OneTakesTheRest(TableView<S> table, TableColumn<S, ?> flexible, double least) {
        this.table = table;
        this.flexible = flexible;
        this.least = least;
    }

    /// @param least narrower than this it never gets
    static <S> void dress(TableView<S> table, TableColumn<S, ?> flexible, double least) {
        flexible.setMinWidth(least);
        table.setColumnResizePolicy(new OneTakesTheRest<>(table, flexible, least));
    }

    /// Makes a column wider, and shares the room out again.
    static <S> void widen(TableView<S> table, TableColumn<S, ?> column, double width) {
        column.setPrefWidth(width);
        table.getColumnResizePolicy().call(new TableView.ResizeFeatures<>(table, null, 0.0));
    }

    @Override
    public Boolean call(TableView.ResizeFeatures features) {
        double rest = features.getContentWidth();
        for (var column : table.getVisibleLeafColumns()) {
            if (!column.equals(flexible)) {
                double width = column.getPrefWidth();
                features.setColumnWidth(column, width);
                rest -= width;
            }
        }
        features.setColumnWidth(flexible, Math.max(least, rest));
        return true;
    }
}
