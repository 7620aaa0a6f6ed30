package dev.tollgate.console.live;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.FlightView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The list of flights, in which nobody moves: a flight keeps its row, greys for a while when it has ended, and its row
/// is given away or closed up only while nobody points at the list. JavaFX thread only.
final class Slots {
    static final Duration GREY = Duration.ofSeconds(3);
    private static final Duration CLOSING_UP = Duration.ofSeconds(5);

    private final ObservableList<Slot> rows = FXCollections.observableArrayList();
    private final Map<String, Slot> byId = new HashMap<>();
    private Instant closedUp = Instant.EPOCH;
    private int running;
    private Duration oldest = Duration.ZERO;

    ObservableList<Slot> rows() {
        return rows;
    }

    int running() {
        return running;
    }

    Duration oldest() {
        return oldest;
    }

    /// @param settled what ended since the last call
    /// @param busy pointer or focus is in the list
    void place(List<FlightView> flights, List<Entry> settled, Instant now, boolean busy) {
        running = flights.size();
        oldest = flights.stream().map(FlightView::started).min(Comparator.naturalOrder())
                .map(first -> Duration.between(first, now)).orElse(Duration.ZERO);
        var fresh = update(flights, now);
        end(flights, now);
        seat(fresh, now, busy);
        settle(settled, now);
        if (!busy && !now.isBefore(closedUp.plus(CLOSING_UP))) {
            closeUp(now);
        }
    }

    private List<FlightView> update(List<FlightView> flights, Instant now) {
        var fresh = new ArrayList<FlightView>();
        for (var flight : flights) {
            var slot = byId.get(flight.id());
            if (slot == null) {
                fresh.add(flight);
            } else if (!slot.isOver()) {
                slot.show(FlightRow.of(flight, now));
            }
        }
        fresh.sort(Comparator.comparing(FlightView::started).thenComparing(FlightView::id));
        return fresh;
    }

    private void end(List<FlightView> flights, Instant now) {
        var alive = HashSet.<String>newHashSet(flights.size());
        flights.forEach(flight -> alive.add(flight.id()));
        for (var slot : rows) {
            if (!slot.isOver() && !alive.contains(slot.row().id())) {
                slot.end(now);
            }
        }
    }

    private void settle(List<Entry> settled, Instant now) {
        for (var entry : settled) {
            var slot = byId.get(entry.id());
            if (slot != null) {
                if (!slot.isOver()) {
                    slot.end(now);
                }
                slot.show(slot.row().settled(entry));
            }
        }
    }

    private void seat(List<FlightView> fresh, Instant now, boolean busy) {
        var added = new ArrayList<Slot>();
        int next = 0;
        for (var flight : fresh) {
            while (!busy && next < rows.size() && !rows.get(next).isFree(now)) {
                next++;
            }
            if (busy || next >= rows.size()) {
                var slot = new Slot(FlightRow.of(flight, now));
                byId.put(flight.id(), slot);
                added.add(slot);
            } else {
                var slot = rows.get(next++);
                byId.remove(slot.row().id());
                slot.take(FlightRow.of(flight, now));
                byId.put(flight.id(), slot);
            }
        }
        if (!added.isEmpty()) {
            rows.addAll(added);
        }
    }

    private void closeUp(Instant now) {
        closedUp = now;
        var left = rows.stream().filter(slot -> !slot.isFree(now)).toList();
        if (left.size() < rows.size()) {
            rows.setAll(left);
            byId.clear();
            left.forEach(slot -> byId.put(slot.row().id(), slot));
        }
    }
}
