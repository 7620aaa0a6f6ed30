package dev.tollgate.console.live;

import java.time.Instant;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/// A place in the list that one flight after another holds. JavaFX thread only.
final class Slot {
    private final ObjectProperty<FlightRow> shown;
    private Instant over = Instant.MAX;

    Slot(FlightRow first) {
        shown = new SimpleObjectProperty<>(this, "shown", first);
    }

    ObjectProperty<FlightRow> shown() {
        return shown;
    }

    FlightRow row() {
        return shown.get();
    }

    void show(FlightRow next) {
        if (!next.equals(shown.get())) {
            shown.set(next);
        }
    }

    /// Another flight moves in.
    void take(FlightRow next) {
        over = Instant.MAX;
        show(next);
    }

    void end(Instant now) {
        over = now;
        show(row().ended());
    }

    boolean isOver() {
        return !over.equals(Instant.MAX);
    }

    /// It has been grey for long enough.
    boolean isFree(Instant now) {
        return isOver() && !now.isBefore(over.plus(Slots.GREY));
    }
}
