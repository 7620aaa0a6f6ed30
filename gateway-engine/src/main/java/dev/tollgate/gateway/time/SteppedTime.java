package dev.tollgate.gateway.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A clock that moves only when told: sleepers wake when [#advance] passes their time. Thread-safe.
public final class SteppedTime implements Time {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private Instant now;
    private long nanos;

    public SteppedTime(Instant start) {
        this.now = start;
    }

    public void advance(Duration by) {
        lock.lock();
        try {
            now = now.plus(by);
            nanos += by.toNanos();
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Instant instant() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long nanos() {
        lock.lock();
        try {
            return nanos;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void sleep(Duration duration) {
        waitUntil(duration, () -> false);
    }

    @Override
    public Thread start(String name, Runnable work) {
        return SystemTime.INSTANCE.start(name, work);
    }

    @Override
    public Thread startPlatform(String name, Runnable work) {
        return SystemTime.INSTANCE.startPlatform(name, work);
    }

    @Override
    public Signal signal() {
        return new SteppedSignal();
    }

    private boolean waitUntil(Duration atMost, java.util.function.BooleanSupplier done) {
        lock.lock();
        try {
            long until = nanos + atMost.toNanos();
            while (!done.getAsBoolean() && nanos < until && !Thread.currentThread().isInterrupted()) {
                if (!moved.await(1, TimeUnit.HOURS)) {
                    return false;
                }
            }
            return done.getAsBoolean();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private final class SteppedSignal implements Signal {
        private boolean set;

        @Override
        public void set() {
            lock.lock();
            try {
                set = true;
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean await(Duration atMost) {
            return waitUntil(atMost, () -> set);
        }
    }
}
