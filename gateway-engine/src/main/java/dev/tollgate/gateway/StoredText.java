package dev.tollgate.gateway;

import dev.tollgate.gateway.ledger.StateStore;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Keeps in the ledger what outlives a restart: who stays with which target, and which targets rest. One thread at a time.
final class StoredText {
    private final String name;
    private final Duration pace;
    private final Supplier<Optional<String>> changed;
    private final StateStore state;
    private final Time time;
    private Instant next = Instant.EPOCH;

    /// @param pace it is saved at most so often: each save writes all of it
    /// @param changed all of it, if it is another than the last time
    StoredText(String name, Duration pace, Supplier<Optional<String>> changed, StateStore state, Time time) {
        this.name = name;
        this.pace = pace;
        this.changed = changed;
        this.state = state;
        this.time = time;
    }

    /// What an earlier process saved.
    Optional<String> before() {
        return state.load(name);
    }

    synchronized void flush() {
        var now = time.instant();
        if (!now.isBefore(next)) {
            next = now.plus(pace);
            save();
        }
    }

    synchronized void save() {
        changed.get().ifPresent(text -> state.save(name, text));
    }
}
