package dev.tollgate.console.keys;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;

/// A place in a list that keeps its row while the row's figures move, so that only the cells in view are painted and
/// selection, focus and scroll stay. JavaFX thread only.
///
/// @param <R> the row at one moment
final class Slot<R> {
    private final Object id;
    private final ObjectProperty<R> shown;

    private Slot(Object id, R first) {
        this.id = id;
        shown = new SimpleObjectProperty<>(this, "shown", first);
    }

    Object id() {
        return id;
    }

    ObjectProperty<R> shown() {
        return shown;
    }

    R row() {
        return shown.get();
    }

    /// Brings rows into a list of slots: in place where the same ones stand in the same order.
    static <R> void bring(ObservableList<Slot<R>> list, List<R> rows, Function<R, Object> id) {
        if (inOrder(list, rows, id)) {
            for (int i = 0; i < rows.size(); i++) {
                list.get(i).show(rows.get(i));
            }
            return;
        }
        var known = new HashMap<Object, Slot<R>>();
        list.forEach(slot -> known.put(slot.id, slot));
        var next = new ArrayList<Slot<R>>();
        for (R row : rows) {
            var slot = known.get(id.apply(row));
            if (slot == null) {
                slot = new Slot<>(id.apply(row), row);
            } else {
                slot.show(row);
            }
            next.add(slot);
        }
        list.setAll(next);
    }

    private static <R> boolean inOrder(List<Slot<R>> list, List<R> rows, Function<R, Object> id) {
        if (list.size() != rows.size()) {
            return false;
        }
        for (int i = 0; i < rows.size(); i++) {
            if (!list.get(i).id.equals(id.apply(rows.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private void show(R next) {
        if (!Objects.equals(next, shown.get())) {
            shown.set(next);
        }
    }
}
