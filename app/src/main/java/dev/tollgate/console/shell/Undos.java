package dev.tollgate.console.shell;

import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// What can be taken back with one key, for ten minutes, the newest first; each at most once, here or in its toast.
final class Undos {
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Time time;
    private final Deque<Undo> kept = new ArrayDeque<>();

    Undos(Time time) {
        this.time = time;
    }

    /// Remembers a way back and returns it, so that a toast can offer the same one.
    Runnable add(Runnable action) {
        var undo = new Undo(time.instant(), action);
        kept.push(undo);
        return () -> {
            if (kept.remove(undo)) {
                action.run();
            }
        };
    }

    boolean isEmpty() {
        forget();
        return kept.isEmpty();
    }

    void newest() {
        forget();
        if (!kept.isEmpty()) {
            kept.pop().action.run();
        }
    }

    private void forget() {
        var since = time.instant().minus(KEPT);
        kept.removeIf(undo -> undo.at.isBefore(since));
    }

    private record Undo(Instant at, Runnable action) {}
}
