package dev.tollgate.console.live;

import dev.tollgate.console.fx.TextSize;
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
    private final double most;

    private OneTakesTheRest(TableView<S> table, TableColumn<S, ?> flexible, double least, double most) {
        this.table = table;
        this.flexible = flexible;
        this.least = TextSize.pixels(least);
        this.most = TextSize.pixels(most);
    }

    /// @param least points of text; narrower than this it never gets
    /// @param most wider than this the figures behind it share the room, so that they do not stand far from the name
    static <S> void dress(TableView<S> table, TableColumn<S, ?> flexible, double least, double most) {
        flexible.setMinWidth(TextSize.pixels(least));
        table.setColumnResizePolicy(new OneTakesTheRest<>(table, flexible, least, most));
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
            rest -= column.equals(flexible) ? 0 : column.getPrefWidth();
        }
        long figures = table.getVisibleLeafColumns().stream().filter(this::isFigure).count();
        double more = figures == 0 ? 0 : Math.max(0, Math.floor((rest - most) / figures));
        for (var column : table.getVisibleLeafColumns()) {
            if (!column.equals(flexible)) {
                features.setColumnWidth(column, column.getPrefWidth() + (isFigure(column) ? more : 0));
            }
        }
        features.setColumnWidth(flexible, Math.max(least, rest - more * figures));
        return true;
    }

    private boolean isFigure(TableColumn<S, ?> column) {
        var columns = table.getVisibleLeafColumns();
        return !column.getText().isEmpty() && column.getStyleClass().contains("tg-right")
                && columns.indexOf(column) > columns.indexOf(flexible);
    }
}
