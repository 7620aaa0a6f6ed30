package dev.tollgate.gateway.event;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;

/// Settled requests that a figure read from the database may not contain yet. Those that are committed stay a little
/// longer, since the figure a screen holds may be some seconds old. Thread-safe; the lock guards the queue.
final class Unsaved {
    private static final long KEPT_NANOS = Duration.ofSeconds(15).toNanos();
    private static final int MOST = 200_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Settled> queue = new ArrayDeque<>();
    private final Time time;
    private volatile long committed;

    Unsaved(Time time) {
        this.time = time;
    }

    void settled(long sequence, Entry entry) {
        lock.lock();
        try {
            queue.add(new Settled(sequence, time.nanos(), entry.cost().isPriced() ? entry.cost().picos() : 0,
                    entry.unpriced() > 0 ? 1 : 0));
            forget();
        } finally {
            lock.unlock();
        }
    }

    void committed(long sequence) {
        committed = Math.max(committed, sequence);
    }

    /// The sum over what was settled after this sequence.
    long after(long sequence, ToLongFunction<Settled> what) {
        lock.lock();
        try {
            forget();
            long sum = 0;
            for (var each : queue) {
                sum += each.sequence > sequence ? what.applyAsLong(each) : 0;
            }
            return sum;
        } finally {
            lock.unlock();
        }
    }

    private void forget() {
        long now = time.nanos();
        for (var first = queue.peek(); first != null; first = queue.peek()) {
            boolean old = first.sequence <= committed && now - first.nanos > KEPT_NANOS;
            if (!old && queue.size() <= MOST) {
                return;
            }
            queue.remove();
        }
    }

    /// One settled request.
    record Settled(long sequence, long nanos, long picos, long unpriced) {}
}
