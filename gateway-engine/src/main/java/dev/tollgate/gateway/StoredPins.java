package dev.tollgate.gateway;

import dev.tollgate.gateway.ledger.StateStore;
import dev.tollgate.gateway.routing.Pins;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;

/// Keeps in the ledger who stays with which target, so that it outlives a restart. One thread at a time.
final class StoredPins {
    private static final String STORED_AS = "route-pins";
    /// Each save writes all of them.
    private static final Duration PACE = Duration.ofSeconds(10);

    private final Pins pins;
    private final StateStore state;
    private final Time time;
    private Instant next = Instant.EPOCH;

    StoredPins(Pins pins, StateStore state, Time time) {
        this.pins = pins;
        this.state = state;
        this.time = time;
        state.load(STORED_AS).ifPresent(pins::recall);
    }

    synchronized void flush() {
        var now = time.instant();
        if (!now.isBefore(next)) {
            next = now.plus(PACE);
            save();
        }
    }

    synchronized void save() {
        pins.takeChanged().ifPresent(text -> state.save(STORED_AS, text));
    }
}
