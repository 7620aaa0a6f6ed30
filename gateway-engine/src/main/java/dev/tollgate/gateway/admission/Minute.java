package dev.tollgate.gateway.admission;

import java.time.Duration;

/// What was counted in the last 60 seconds, so that no stretch of a minute ever holds more than a limit: amounts leave
/// by quarters of a second, at most one quarter late. Not thread-safe: guarded by [Admission]'s lock.
final class Minute {
    private static final long SLOT = 250_000_000;
    /// A whole minute of quarters, and the one under way.
    private static final int SLOTS = 241;

    private final long[] slots = new long[SLOTS];
    private long at = Long.MIN_VALUE;
    private long sum;

    /// How much counts at this moment.
    ///
    /// @param nanos monotonic
    long used(long nanos) {
        long now = Math.floorDiv(nanos, SLOT);
        if (now > at) {
            long gone = at == Long.MIN_VALUE ? SLOTS : Math.min(SLOTS, now - at);
            for (long slot = now - gone + 1; slot <= now; slot++) {
                int place = place(slot);
                sum -= slots[place];
                slots[place] = 0;
            }
            at = now;
        }
        return sum;
    }

    /// @return where it was counted, for [#correct]
    long add(long nanos, long amount) {
        used(nanos);
        slots[place(at)] += amount;
        sum += amount;
        return at;
    }

    /// Replaces a part of what was counted there; what has left the minute stays gone.
    void correct(long nanos, long slot, long delta) {
        used(nanos);
        if (slot > at - SLOTS) {
            slots[place(slot)] += delta;
            sum += delta;
        }
    }

    /// Counts what an earlier process had counted so long ago.
    void recall(long nanos, Duration ago, long amount) {
        correct(nanos, Math.floorDiv(nanos - ago.toNanos(), SLOT), amount);
    }

    /// When an amount would fit under a limit if nothing else came; never for more than the limit.
    Duration untilRoom(long nanos, long amount, long limit) {
        long left = used(nanos);
        if (left <= limit - amount) {
            return Duration.ZERO;
        }
        for (long slot = at - SLOTS + 1; slot <= at; slot++) {
            left -= slots[place(slot)];
            if (left <= limit - amount) {
                return Duration.ofNanos((slot + SLOTS) * SLOT - nanos);
            }
        }
        return Duration.ofMinutes(1);
    }

    private static int place(long slot) {
        return (int) Math.floorMod(slot, (long) SLOTS);
    }
}
