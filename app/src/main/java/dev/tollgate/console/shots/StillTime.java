package dev.tollgate.console.shots;

import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;

/// A clock that stands where it is put, so that pictures are the same at every run. Waits are real: what runs beside
/// must not stand still. Thread-safe.
final class StillTime implements Time {
    private static final long START = Duration.ofDays(1).toNanos();

    private final Instant zero;
    private volatile Instant now;

    StillTime(Instant start) {
        zero = start;
        now = start;
    }

    /// Forward only.
    void set(Instant next) {
        now = next;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public long nanos() {
        return START + Duration.between(zero, now).toNanos();
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
