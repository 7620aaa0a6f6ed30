package dev.tollgate.console.keys;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;

/// A place in a list that keeps standing while its row's figures move, so that only the cells in view are painted and
/// selection, focus and scroll stay. JavaFX thread only.
///
/// @param <R> the row at one moment
final class Slot<R> {
    private final ObjectProperty<R> shown;
    private final ObservableValue<Slot<R>> itself = new ReadOnlyObjectWrapper<>(this, "itself", this);

    private Slot(R first) {
        shown = new SimpleObjectProperty<>(this, "shown", first);
    }

    ObjectProperty<R> shown() {
        return shown;
    }

    /// Never changes: what a table has as the value of each cell of its row.
    ObservableValue<Slot<R>> itself() {
        return itself;
    }

    R row() {
        return shown.get();
    }

    /// Each row has a place of its own, for lists where what is selected is acted upon; made anew where others stand
    /// there, or in another order.
    static <R> void bring(ObservableList<Slot<R>> places, List<R> rows, Function<R, Object> id) {
        if (places.stream().map(place -> id.apply(place.row())).toList().equals(rows.stream().map(id).toList())) {
            order(places, rows);
            return;
        }
        var known = new HashMap<Object, Slot<R>>();
        places.forEach(place -> known.put(id.apply(place.row()), place));
        var next = new ArrayList<Slot<R>>();
        for (R row : rows) {
            var place = known.getOrDefault(id.apply(row), new Slot<>(row));
            place.show(row);
            next.add(place);
        }
        places.setAll(next);
    }

    /// Shows rows in their order: the first in the first place.
    static <R> void order(ObservableList<Slot<R>> places, List<R> rows) {
        int both = Math.min(places.size(), rows.size());
        for (int i = 0; i < both; i++) {
            places.get(i).show(rows.get(i));
        }
        if (places.size() > both) {
            places.remove(both, places.size());
        } else if (rows.size() > both) {
            places.addAll(rows.subList(both, rows.size()).stream().map(Slot::new).toList());
        }
    }

    /// Shows rows so that those which stay keep their place; new ones take the places of those that went.
    static <R> void keep(ObservableList<Slot<R>> places, List<R> rows, Function<R, Object> id) {
        var left = new LinkedHashMap<Object, R>();
        rows.forEach(row -> left.put(id.apply(row), row));
        var next = new ArrayList<R>();
        for (var place : places) {
            next.add(left.remove(id.apply(place.row())));
        }
        var fresh = left.values().iterator();
        next.replaceAll(row -> row == null && fresh.hasNext() ? fresh.next() : row);
        next.removeIf(Objects::isNull);
        fresh.forEachRemaining(next::add);
        order(places, next);
    }

    private void show(R next) {
        if (!Objects.equals(next, shown.get())) {
            shown.set(next);
        }
    }
}
