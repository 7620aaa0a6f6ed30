package dev.tollgate.gateway.sim;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Numbers that look random and follow from a seed alone (SplitMix64), so that one call's answer does not depend on
/// which other calls run beside it. For one thread.
final class Dice {
    private static final long FNV_PRIME = 0x100000001b3L;
    private long state;

    Dice(long seed) {
        state = seed;
    }

    static long hash(long seed, byte[] bytes) {
        long hash = seed ^ 0xcbf29ce484222325L;
        for (byte each : bytes) {
            hash = (hash ^ each) * FNV_PRIME;
        }
        return mix(hash);
    }

    static long hash(long seed, String text) {
        return hash(seed, text.getBytes(StandardCharsets.UTF_8));
    }

    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    long next() {
        state += 0x9e3779b97f4a7c15L;
        return mix(state);
    }

    /// From 0 to below `bound`.
    int below(int bound) {
        return (int) Math.floorMod(next() >>> 1, (long) bound);
    }

    /// From `low` to `high` inclusive.
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }

    String hex() {
        return String.format("%016x", next());
    }
}
