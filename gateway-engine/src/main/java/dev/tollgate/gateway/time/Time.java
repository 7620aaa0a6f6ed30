package dev.tollgate.gateway.time;

import java.time.Duration;
import java.time.InstantSource;

/// Clock, waits and thread starts. Everything that waits or asks the time does it here, so that a test owns both.
/// Thread-safe.
public interface Time extends InstantSource {
    /// Monotonic nanoseconds, for durations.
    long nanos();

    /// Waits; an interrupt ends the wait early and keeps the flag.
    void sleep(Duration duration);

    /// Starts a virtual thread.
    Thread start(String name, Runnable work);

    /// Starts a daemon platform thread, for loops that own a file or tick, and for what computes for long: on a virtual
    /// thread it would keep a core from all calls that run meanwhile, since nobody takes it away there.
    Thread startPlatform(String name, Runnable work);

    Signal signal();

    /// Something another thread tells us once.
    interface Signal {
        void set();

        /// @return whether it was set before the time was up
        boolean await(Duration atMost);
    }

    static Time system() {
        return SystemTime.INSTANCE;
    }
}
