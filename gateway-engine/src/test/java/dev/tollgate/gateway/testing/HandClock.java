package dev.tollgate.gateway.testing;

import java.time.Duration;
import java.time.Instant;

/// A clock that moves when told; waits and threads are real.
public final class HandClock extends MachineTime {
    private volatile Instant now;
    private volatile long nanos = 1_000_000_000L;

    public HandClock(Instant start) {
        now = start;
    }

    public synchronized void advance(Duration by) {
        now = now.plus(by);
        nanos += by.toNanos();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public long nanos() {
        return nanos;
    }
}
