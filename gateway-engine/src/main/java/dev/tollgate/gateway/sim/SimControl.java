package dev.tollgate.gateway.sim;

import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The operator's side of a simulated provider: faults, speed and its log. Thread-safe; the lock guards the faults and
/// the log.
public final class SimControl {
    public static final String EVERY_MODEL = "*";
    private static final int LOGGED = 200_000;

    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Scripted> scripted = new ArrayList<>();
    private final ArrayDeque<Ongoing> log = new ArrayDeque<>();
    private volatile boolean down;
    private volatile double speed = 1;

    SimControl(Time time) {
        this.time = time;
    }

    /// Meets every call of the model with this fault from now on, for so long.
    ///
    /// @param model a name, or [#EVERY_MODEL]
    public void script(String model, SimFault fault, Duration howLong) {
        add(new Scripted(model, fault, time.nanos() + howLong.toNanos(), Integer.MAX_VALUE));
    }

    /// Meets the next calls of the model with this fault.
    ///
    /// @param model a name, or [#EVERY_MODEL]
    public void script(String model, SimFault fault, int times) {
        add(new Scripted(model, fault, Long.MAX_VALUE, times));
    }

    private void add(Scripted next) {
        lock.lock();
        try {
            scripted.add(next);
        } finally {
            lock.unlock();
        }
    }

    /// Forgets all scripted faults and brings it back up.
    public void clear() {
        lock.lock();
        try {
            scripted.clear();
            down = false;
        } finally {
            lock.unlock();
        }
    }

    /// Down, it closes each connection without an answer.
    public void down(boolean isDown) {
        down = isDown;
    }

    public boolean isDown() {
        return down;
    }

    /// How fast it is: 1 is the models' own speed, 2 twice as fast, 0 answers without waiting at all.
    public void speed(double factor) {
        speed = factor;
    }

    /// Every call that reached it, oldest first; the oldest fall out after 200,000.
    public List<SimCall> log() {
        lock.lock();
        try {
            return log.stream().map(Ongoing::view).toList();
        } finally {
            lock.unlock();
        }
    }

    /// The fault that the next call of this model meets; the one scripted first goes first.
    Optional<SimFault> next(String model) {
        lock.lock();
        try {
            long now = time.nanos();
            scripted.removeIf(each -> each.untilNanos <= now || each.left <= 0);
            for (var each : scripted) {
                if (each.model.equals(EVERY_MODEL) || each.model.equals(model)) {
                    each.left--;
                    return Optional.of(each.fault);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    void logged(Ongoing call) {
        lock.lock();
        try {
            log.add(call);
            if (log.size() > LOGGED) {
                log.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    Duration scaled(Duration own) {
        double factor = speed;
        return factor <= 0 ? Duration.ZERO : Duration.ofNanos(Math.round(own.toNanos() / factor));
    }

    private static final class Scripted {
        private final String model;
        private final SimFault fault;
        private final long untilNanos;
        private int left;

        Scripted(String model, SimFault fault, long untilNanos, int times) {
            this.model = model;
            this.fault = fault;
            this.untilNanos = untilNanos;
            this.left = times;
        }
    }
}
