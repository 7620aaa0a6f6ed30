package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.ledger.SmokeRuns;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.MemoryExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A run while it runs: written by its own thread, read and ended by any.
final class Running {
    /// Why no further call may be made.
    static final class Halt extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final SmokeRun.State state;

        Halt(SmokeRun.State state, String message) {
            super(message);
            this.state = state;
        }

        SmokeRun.State state() {
            return state;
        }

        String words() {
            return String.valueOf(getMessage());
        }
    }

    private final Time time;
    private final Time.Signal cancelled;
    private final Time.Signal kept;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<SmokeCell> cells = new ArrayList<>();
    private volatile SmokeRun now;
    private boolean isCancelled;
    /// How many cells are in the ledger.
    private int saved;
    private @Nullable MemoryExchange calling;

    Running(SmokeRun begun, Time time) {
        this.now = begun;
        this.time = time;
        this.cancelled = time.signal();
        this.kept = time.signal();
    }

    SmokeRun now() {
        return now;
    }

    /// Before each call: whether it may still be made.
    void begins(MemoryExchange exchange) {
        lock.lock();
        try {
            check();
            calling = exchange;
        } finally {
            lock.unlock();
        }
    }

    /// After each call, whatever became of it.
    ///
    /// @param sent it reached a provider
    void ended(Entry entry, boolean sent) {
        lock.lock();
        try {
            calling = null;
            now = now.with(SmokeRun.State.RUNNING, Optional.empty(), now.calls() + (sent ? 1 : 0),
                    Math.addExact(now.picos(), entry.cost().picos()), now.unpriced() + entry.unpriced(), cells);
        } finally {
            lock.unlock();
        }
    }

    private void check() {
        if (isCancelled) {
            throw new Halt(SmokeRun.State.CANCELLED, "The run was cancelled.");
        }
    }

    void checked() {
        lock.lock();
        try {
            check();
        } finally {
            lock.unlock();
        }
    }

    void found(SmokeCell cell) {
        lock.lock();
        try {
            cells.add(cell);
            now = now.with(SmokeRun.State.RUNNING, Optional.empty(), now.calls(), now.picos(), now.unpriced(), cells);
        } finally {
            lock.unlock();
        }
    }

    void over(SmokeRun.State how) {
        lock.lock();
        try {
            now = now.with(how, Optional.of(time.instant()), now.calls(), now.picos(), now.unpriced(), cells);
        } finally {
            lock.unlock();
        }
    }

    /// Writes what has come since the last time. For its own thread.
    void keep(SmokeRuns runs) {
        var seen = now;
        runs.save(seen, saved);
        saved = seen.cells().size();
    }

    /// The last of it is in the ledger.
    void kept() {
        kept.set();
    }

    void awaitEnd(Duration atMost) {
        var _ = kept.await(atMost);
    }

    /// The call that runs is left, and no other is made.
    void cancel() {
        MemoryExchange left;
        lock.lock();
        try {
            isCancelled = true;
            left = calling;
        } finally {
            lock.unlock();
        }
        cancelled.set();
        if (left != null) {
            left.leave();
        }
    }

    /// Waits, unless it is cancelled.
    void waits(Duration duration) {
        var _ = cancelled.await(duration);
        checked();
    }
}
