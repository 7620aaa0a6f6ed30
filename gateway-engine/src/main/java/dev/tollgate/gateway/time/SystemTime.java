package dev.tollgate.gateway.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The machine's own clock.
final class SystemTime implements Time {
    static final SystemTime INSTANCE = new SystemTime();

    private SystemTime() {}

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Thread start(String name, Runnable work) {
        return Thread.ofVirtual().name(name).start(work);
    }

    @Override
    public Thread startPlatform(String name, Runnable work) {
        return Thread.ofPlatform().daemon(true).name(name).start(work);
    }

    @Override
    public Signal signal() {
        return new LatchSignal(new CountDownLatch(1));
    }

    private record LatchSignal(CountDownLatch latch) implements Signal {
        @Override
        public void set() {
            latch.countDown();
        }

        @Override
        public boolean await(Duration atMost) {
            try {
                return latch.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
