package dev.tollgate.console.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The rows of the top burners in their order: what burns, what is paused, then by rate. The order changes at most
/// every 5 s and never while somebody points at it; figures change at once. JavaFX thread only.
final class Ranking {
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Comparator<BurnerRow> ORDER = Comparator.comparing(BurnerRow::isFolded)
            .thenComparing(row -> !row.burning()).thenComparing(row -> row.paused().isEmpty())
            .thenComparingLong(row -> -row.pace().perMinute())
            .thenComparingLong(row -> -row.quarter()).thenComparing(BurnerRow::name);

    private final ObservableList<Burner> rows = FXCollections.observableArrayList();
    private final Map<String, Burner> byName = new HashMap<>();
    private Instant sorted = Instant.EPOCH;

    /// One row that stays the same object while its figures change.
    static final class Burner {
        private final ObjectProperty<BurnerRow> shown;

        Burner(BurnerRow first) {
            shown = new SimpleObjectProperty<>(this, "shown", first);
        }

        ObjectProperty<BurnerRow> shown() {
            return shown;
        }

        BurnerRow row() {
            return shown.get();
        }

        void show(BurnerRow next) {
            if (!next.equals(shown.get())) {
                shown.set(next);
            }
        }
    }

    ObservableList<Burner> rows() {
        return rows;
    }

    /// Starts anew, for another grouping.
    void clear() {
        rows.clear();
        byName.clear();
        sorted = Instant.EPOCH;
    }

    /// @param busy pointer or focus is in the table
    void show(List<BurnerRow> next, Instant now, boolean busy) {
        var added = new ArrayList<Burner>();
        var alive = new HashSet<String>();
        for (var row : next) {
            alive.add(row.name());
            var burner = byName.get(row.name());
            if (burner == null) {
                var made = new Burner(row);
                byName.put(row.name(), made);
                added.add(made);
            } else {
                burner.show(row);
            }
        }
        if (busy) {
            if (!added.isEmpty()) {
                rows.addAll(added);
            }
            return;
        }
        boolean calm = !now.isBefore(sorted.plus(CALM));
        if (calm || !added.isEmpty()) {
            sort(alive, added, now, calm);
        }
    }

    private void sort(Set<String> alive, List<Burner> added, Instant now, boolean calm) {
        byName.keySet().retainAll(alive);
        var order = new ArrayList<>(rows);
        order.removeIf(burner -> !alive.contains(burner.row().name()));
        order.addAll(added);
        if (calm) {
            order.sort(Comparator.comparing(Burner::row, ORDER));
        }
        if (!order.equals(rows)) {
            rows.setAll(order);
            sorted = calm ? now : sorted;
        }
    }
}
