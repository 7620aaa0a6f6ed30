package dev.tollgate.gateway.request;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/// One generator for many threads, which by itself is for one only. Thread-safe.
final class Dice implements DoubleSupplier {
    private final ReentrantLock lock = new ReentrantLock();
    private final RandomGenerator random;

    Dice(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public double getAsDouble() {
        lock.lock();
        try {
            return random.nextDouble();
        } finally {
            lock.unlock();
        }
    }
}
