package dev.tollgate.gateway.testing;

import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;

/// The machine's clock, waits and threads, for tests that replace a part of them.
public abstract class MachineTime implements Time {
    private final Time system = Time.system();

    @Override
    public Instant instant() {
        return system.instant();
    }

    @Override
    public long nanos() {
        return system.nanos();
    }

    @Override
    public void sleep(Duration duration) {
        system.sleep(duration);
    }

    @Override
    public Thread start(String name, Runnable work) {
        return system.start(name, work);
    }

    @Override
    public Thread startPlatform(String name, Runnable work) {
        return system.startPlatform(name, work);
    }

    @Override
    public Signal signal() {
        return system.signal();
    }
}
