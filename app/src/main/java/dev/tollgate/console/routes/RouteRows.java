package dev.tollgate.console.routes;

import java.util.List;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The rows of the list. Only what differs is replaced, so that selection and scrolling stay; and hundreds of them are
/// drawn anew over the ticks of a second, so that no tick waits for all. JavaFX thread.
final class RouteRows {
    private static final int AT_ONCE = 60;
    private static final int TICKS = 8;

    private final ObservableList<RouteRow> rows = FXCollections.observableArrayList();
    /// Rows from the beginning on that are still as they were when [#outdated] was said.
    private int stale;

    ObservableList<RouteRow> all() {
        return rows;
    }

    void same(List<RouteRow> next) {
        stale = 0;
        for (int i = 0; i < Math.min(next.size(), rows.size()); i++) {
            if (!next.get(i).equals(rows.get(i))) {
                rows.set(i, next.get(i));
            }
        }
        if (rows.size() > next.size()) {
            rows.remove(next.size(), rows.size());
        } else if (rows.size() < next.size()) {
            rows.addAll(next.subList(rows.size(), next.size()));
        }
    }

    /// What the rows tell has changed.
    void outdated() {
        stale = rows.size();
    }

    /// @param row makes the row of this id
    void drawSome(Function<String, RouteRow> row) {
        int some = Math.max(AT_ONCE, rows.size() / TICKS);
        for (int n = 0; n < some && stale > 0; n++) {
            stale--;
            var known = rows.get(stale);
            var fresh = row.apply(known.id());
            if (!fresh.equals(known)) {
                rows.set(stale, fresh);
            }
        }
    }
}
