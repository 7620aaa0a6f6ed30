package dev.tollgate.gateway.routing;

/// How many calls to one target may be repeated: so that retries add at most a fifth to what it has to bear, but ten in ten
/// seconds in any case. For callers who hold the target's lock.
final class RetryBudget {
    private static final int SECONDS = 10;
    private static final int ALWAYS = 10;
    private static final int A_RETRY = 5;
    private static final long SECOND = 1_000_000_000L;

    private final int[] calls = new int[SECONDS];
    private final int[] retries = new int[SECONDS];
    private long second = Long.MIN_VALUE;

    /// A call that is none.
    void called(long nanos) {
        calls[slot(nanos)]++;
    }

    /// Takes room for a repeated call.
    ///
    /// @return false where there is none
    boolean take(long nanos) {
        int slot = slot(nanos);
        int repeated = sum(retries);
        if (repeated >= ALWAYS && (repeated + 1) * A_RETRY > sum(calls)) {
            return false;
        }
        retries[slot]++;
        return true;
    }

    /// Where this second is counted; what is older than ten of them is forgotten.
    private int slot(long nanos) {
        long now = Math.floorDiv(nanos, SECOND);
        long from = Math.max(second + 1, now - SECONDS + 1);
        for (long past = second == Long.MIN_VALUE ? now - SECONDS + 1 : from; past <= now; past++) {
            int slot = Math.floorMod(past, SECONDS);
            calls[slot] = 0;
            retries[slot] = 0;
        }
        second = Math.max(second, now);
        return Math.floorMod(now, SECONDS);
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}
