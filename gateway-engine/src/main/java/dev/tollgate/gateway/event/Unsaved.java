package dev.tollgate.gateway.event;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;

/// Settled requests that a figure read from the database may not contain yet. Those that are committed stay a little
/// longer, since the figure a screen holds may be some seconds old, but only as the sums of what was committed together:
/// no figure can stand between two of those. Thread-safe; the lock guards the queues.
final class Unsaved {
    private static final long KEPT_NANOS = Duration.ofSeconds(15).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Settled> open = new ArrayDeque<>();
    private final ArrayDeque<Settled> committed = new ArrayDeque<>();
    private final Time time;

    Unsaved(Time time) {
        this.time = time;
    }

    void settled(long sequence, Entry entry) {
        var one = new Settled(sequence, 0, 1, entry.cost().isPriced() ? entry.cost().picos() : 0,
                entry.unpriced() > 0 ? 1 : 0);
        lock.lock();
        try {
            open.add(one);
        } finally {
            lock.unlock();
        }
    }

    /// Everything up to this sequence is in the database.
    void committed(long sequence) {
        lock.lock();
        try {
            long now = time.nanos();
            var sum = new Settled(sequence, now, 0, 0, 0);
            for (int left = open.size(); left > 0; left--) { // once around: the others stay in their order
                var one = open.remove();
                if (one.sequence <= sequence) {
                    sum = sum.plus(one);
                } else {
                    open.add(one);
                }
            }
            committed.add(sum);
            forget(now);
        } finally {
            lock.unlock();
        }
    }

    /// The sum over what was settled after this sequence.
    ///
    /// @param sequence one that was told to [#committed], or an older one
    long after(long sequence, ToLongFunction<Settled> what) {
        lock.lock();
        try {
            forget(time.nanos());
            long sum = 0;
            for (var each : committed) {
                sum += each.sequence > sequence ? what.applyAsLong(each) : 0;
            }
            for (var each : open) {
                sum += each.sequence > sequence ? what.applyAsLong(each) : 0;
            }
            return sum;
        } finally {
            lock.unlock();
        }
    }

    private void forget(long now) {
        for (var first = committed.peek(); first != null && now - first.nanos > KEPT_NANOS; first = committed.peek()) {
            committed.remove();
        }
    }

    /// One settled request, or the sum of several.
    ///
    /// @param sequence the highest
    record Settled(long sequence, long nanos, long requests, long picos, long unpriced) {
        private Settled plus(Settled one) {
            return new Settled(sequence, nanos, requests + one.requests, Math.addExact(picos, one.picos),
                    unpriced + one.unpriced);
        }
    }
}
