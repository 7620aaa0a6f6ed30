package dev.tollgate.console.live;

import java.util.Objects;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.TableRow;
import org.jspecify.annotations.Nullable;

/// A row that follows the figures of its item, since the item stays the same object while they change.
///
/// @param <S> what stands in the row
abstract class ShownRow<S> extends TableRow<S> {
    private final InvalidationListener changed = _ -> look();
    private final Function<S, ObservableValue<?>> figures;
    private @Nullable S heard;

    ShownRow(Function<S, ObservableValue<?>> figures) {
        this.figures = figures;
    }

    /// Sets the row's states.
    ///
    /// @param item null while the row is empty
    abstract void look(@Nullable S item);

    @Override
    protected void updateItem(@Nullable S item, boolean empty) {
        super.updateItem(item, empty);
        if (!Objects.equals(heard, item)) {
            if (heard != null) {
                figures.apply(heard).removeListener(changed);
            }
            heard = item;
            if (item != null) {
                figures.apply(item).addListener(changed);
            }
        }
        look();
    }

    private void look() {
        look(isEmpty() ? null : heard);
    }
}
