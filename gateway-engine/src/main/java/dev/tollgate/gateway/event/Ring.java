package dev.tollgate.gateway.event;

/// A count for each of the last 900 seconds. Not thread-safe: [LiveCounts] guards it.
final class Ring {
    static final int SECONDS = LiveView.SECONDS;

    private final long[] counts = new long[SECONDS];
    private long newest;
    private long total;

    Ring(long second) {
        newest = second;
    }

    /// Adds, or takes away where the amount is below 0.
    ///
    /// @param since the second before which nothing can have been counted that would have to be taken away
    void change(long second, long amount, long since) {
        if (amount > 0) {
            add(second, amount);
        } else if (amount < 0) {
            take(second, -amount, since);
        }
    }

    /// Adds to a second; seconds that fell out of the ring are forgotten.
    void add(long second, long amount) {
        advance(second);
        if (second > newest - SECONDS) {
            counts[slot(second)] += amount;
            total += amount;
        }
    }

    /// Takes away from this second, and what it does not have from the seconds before it, no further than `oldest`. No
    /// second falls below 0.
    void take(long second, long amount, long oldest) {
        advance(second);
        long left = amount;
        long last = Math.max(oldest, newest - SECONDS + 1);
        for (long at = Math.min(second, newest); at >= last && left > 0; at--) {
            long taken = Math.min(left, counts[slot(at)]);
            counts[slot(at)] -= taken;
            total -= taken;
            left -= taken;
        }
    }

    /// Sum of all seconds up to this one.
    long total(long second) {
        advance(second);
        return total;
    }

    /// Sum of the `seconds` that end with this one.
    long sum(long second, int seconds) {
        long sum = 0;
        long last = Math.max(second - seconds, newest - SECONDS);
        for (long at = Math.min(second, newest); at > last; at--) {
            sum += counts[slot(at)];
        }
        return sum;
    }

    /// All seconds in order, this one last.
    long[] copy(long second) {
        advance(second);
        var copy = new long[SECONDS];
        int split = slot(second) + 1;
        System.arraycopy(counts, split, copy, 0, SECONDS - split);
        System.arraycopy(counts, 0, copy, SECONDS - split, split);
        return copy;
    }

    private void advance(long second) {
        long behind = Math.min(SECONDS, second - newest);
        for (long i = 1; i <= behind; i++) {
            int slot = slot(second - behind + i);
            total -= counts[slot];
            counts[slot] = 0;
        }
        newest = Math.max(newest, second);
    }

    private static int slot(long second) {
        return Math.floorMod(second, SECONDS);
    }
}
