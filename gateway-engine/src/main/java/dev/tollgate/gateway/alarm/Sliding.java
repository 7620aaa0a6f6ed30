package dev.tollgate.gateway.alarm;

import java.util.Arrays;

/// What was counted in the last window, in twelve slots, so that it slides in steps of a twelfth. Not thread-safe:
/// [Detector]'s owner guards it.
final class Sliding {
    private static final int SLOTS = 12;
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final long slotMillis;
    private final long[] slots = new long[SLOTS];
    private long newest = NEVER;
    private long sum;

    Sliding(long windowMillis) {
        slotMillis = Math.max(1, windowMillis / SLOTS);
    }

    /// Adds; a negative amount is taken from the newest slots that have some, none falls below 0.
    void add(long millis, long amount) {
        int at = advance(millis);
        if (amount >= 0) {
            slots[at] += amount;
            sum += amount;
            return;
        }
        long left = -amount;
        for (int back = 0; back < SLOTS && left > 0; back++) {
            int slot = Math.floorMod(at - back, SLOTS);
            long taken = Math.min(left, slots[slot]);
            slots[slot] -= taken;
            sum -= taken;
            left -= taken;
        }
    }

    /// Keeps the highest of a slot instead of a sum.
    void highest(long millis, long amount) {
        int at = advance(millis);
        slots[at] = Math.max(slots[at], amount);
    }

    long sum(long millis) {
        advance(millis);
        return sum;
    }

    long max(long millis) {
        advance(millis);
        return Arrays.stream(slots).max().orElse(0);
    }

    private int advance(long millis) {
        long slot = Math.floorDiv(millis, slotMillis);
        long behind = Math.min(SLOTS, slot - newest);
        for (long i = 1; i <= behind; i++) {
            int at = Math.floorMod(slot - behind + i, SLOTS);
            sum -= slots[at];
            slots[at] = 0;
        }
        newest = Math.max(newest, slot);
        return Math.floorMod(newest, SLOTS);
    }
}
