package dev.tollgate.gateway.testing;

import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;

/// A clock that moves when told; waits and threads are real.
public final class HandClock implements Time {
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

    @Override
    public void sleep(Duration duration) {
        Time.system().sleep(duration);
    }

    @Override
    public Thread start(String name, Runnable work) {
        return Time.system().start(name, work);
    }

    @Override
    public Thread startPlatform(String name, Runnable work) {
        return Time.system().startPlatform(name, work);
    }

    @Override
    public Signal signal() {
        return Time.system().signal();
    }
}
