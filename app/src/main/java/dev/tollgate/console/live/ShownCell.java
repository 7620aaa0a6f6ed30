package dev.tollgate.console.live;

import javafx.scene.control.TableCell;
import org.jspecify.annotations.Nullable;

/// Shows one row's figures, or nothing where there is no row.
///
/// @param <S> the row that stays
/// @param <T> its figures of this moment
abstract class ShownCell<S, T> extends TableCell<S, T> {
    abstract void show(T figures);

    @Override
    protected void updateItem(@Nullable T figures, boolean empty) {
        super.updateItem(figures, empty);
        if (empty || figures == null) {
            setText(null);
            setGraphic(null);
        } else {
            show(figures);
        }
    }
}
