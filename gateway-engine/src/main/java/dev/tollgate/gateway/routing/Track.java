package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.routing.Entrance.Permit;
import dev.tollgate.gateway.routing.Entrance.Resting;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One target's record. Thread-safe: `lock` guards every field; events go out after it.
///
/// Open, then after too many failures resting, then (the time being over) open to a single probe: its success opens
/// the target, its failure doubles the rest.
final class Track {
    /// Waiting callers look again this soon while a probe is out.
    private static final Duration PROBE_WAIT = Duration.ofSeconds(1);
    /// Failures weigh only from this share of calls on: one in ten.
    private static final long SUCCESSES_A_FAILURE = 9;
    private static final double NEWEST = 0.2;
    static final int CELLS = 6;
    private static final long STALE = Duration.ofMinutes(10).toNanos();

    /// A failure, and how many calls had succeeded by then.
    private record Mark(long nanos, long succeeded) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final TargetId id;
    private final Time time;
    private final Events events;
    private final ArrayDeque<Mark> failures = new ArrayDeque<>();
    private @Nullable Resting rest;
    private long restEnds;
    private boolean probeOut;
    private boolean byAuth;
    private int failedProbes;
    private long succeeded;
    private long failed;
    private int running;
    /// Nanoseconds, decayed; negative before the first.
    private double firstToken = -1;
    private long measured;
    private final RetryBudget retries = new RetryBudget();

    Track(TargetId id, Time time, Events events) {
        this.id = id;
        this.time = time;
        this.events = events;
    }

    TargetId id() {
        return id;
    }

    Entrance enter(Rest rule) {
        lock.lock();
        try {
            var refusal = refusal();
            if (refusal != null) {
                return refusal;
            }
            running++;
            retries.called(time.nanos());
            probeOut = rest != null;
            return new Permit(this, rule, probeOut);
        } finally {
            lock.unlock();
        }
    }

    Optional<Resting> resting() {
        lock.lock();
        try {
            return Optional.ofNullable(refusal());
        } finally {
            lock.unlock();
        }
    }

    /// Nanoseconds to the first token of late: each call counts a fifth, the ones before what is left. Empty where the
    /// last one is too long ago to say anything.
    OptionalDouble firstToken() {
        lock.lock();
        try {
            return firstToken < 0 || time.nanos() - measured > STALE
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(firstToken);
        } finally {
            lock.unlock();
        }
    }

    boolean mayRetry() {
        lock.lock();
        try {
            return retries.take(time.nanos());
        } finally {
            lock.unlock();
        }
    }

    /// A rest as a line of [#CELLS] cells that [#recall] reads; empty where it does not rest. A refused credential is not
    /// kept: who starts again may have changed it.
    Optional<String> kept() {
        lock.lock();
        try {
            return rest == null || byAuth
                    ? Optional.empty()
                    : Optional.of(String.join("\t", id.provider(), id.credential(), id.model(),
                            Long.toString(rest.until().toEpochMilli()), Integer.toString(failedProbes),
                            rest.because())).filter(
                                    line -> line.split("\t", -1).length == CELLS
                                            && line.indexOf('\n') < 0);
        } finally {
            lock.unlock();
        }
    }

    void recall(String[] cells) {
        lock.lock();
        try {
            var until = Instant.ofEpochMilli(Long.parseLong(cells[3]));
            failedProbes = Integer.parseInt(cells[4]);
            rest = new Resting(until, cells[5]);
            restEnds = time.nanos() + Duration.between(time.instant(), until).toNanos();
        } catch (NumberFormatException notOurs) {
            // it begins as one that is well
        } finally {
            lock.unlock();
        }
    }

    int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    void succeeded(boolean probe, Duration first) {
        @Nullable
        Event told = null;
        lock.lock();
        try {
            succeeded++;
            measured(first.toNanos());
            if (probe && rest != null) {
                told = open();
            }
        } finally {
            lock.unlock();
        }
        tell(told);
    }

    private void measured(long nanos) {
        boolean fresh = firstToken < 0 || time.nanos() - measured > STALE;
        firstToken = fresh ? nanos : firstToken + NEWEST * (nanos - firstToken);
        measured = time.nanos();
    }

    void failed(boolean probe, Fault fault, Rest rule, Optional<Duration> wish) {
        @Nullable
        Event told = null;
        lock.lock();
        try {
            failed++;
            byAuth = fault == Fault.AUTH;
            if (rest == null) {
                told = failedOpen(fault, rule, wish);
            } else if (probe && probeOut) {
                failedProbes++;
                told = rest(rule.after(fault, wish, failedProbes), Because.probe(fault));
            }
        } finally {
            lock.unlock();
        }
        tell(told);
    }

    void left(boolean probe) {
        lock.lock();
        try {
            running--;
            if (probe) {
                probeOut = false;
            }
        } finally {
            lock.unlock();
        }
    }

    void forgive() {
        @Nullable
        Event told = null;
        lock.lock();
        try {
            if (rest != null) {
                told = open();
            }
            failures.clear();
        } finally {
            lock.unlock();
        }
        tell(told);
    }

    boolean isIdle() {
        lock.lock();
        try {
            return running == 0 && rest == null;
        } finally {
            lock.unlock();
        }
    }

    TargetState state() {
        lock.lock();
        try {
            var now = rest;
            if (now == null) {
                return new TargetState(id, TargetState.OK, Optional.empty(), "", succeeded, failed, running);
            }
            boolean over = time.nanos() - restEnds >= 0;
            return new TargetState(id, over ? TargetState.PROBING : TargetState.RESTING,
                    over ? Optional.empty() : Optional.of(now.until()), now.because(), succeeded, failed, running);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Resting refusal() {
        var now = rest;
        if (now == null) {
            return null;
        }
        if (time.nanos() - restEnds < 0) {
            return now;
        }
        return probeOut ? new Resting(time.instant().plus(PROBE_WAIT), Because.PROBE_OUT) : null;
    }

    private @Nullable Event failedOpen(Fault fault, Rest rule, Optional<Duration> wish) {
        if (rule.atOnce(fault)) {
            return rest(rule.after(fault, wish, 0), Because.of(fault, wish));
        }
        return tooMany(rule)
                ? rest(rule.after(fault, wish, 0), Because.failures(rule.rule(), fault))
                : null;
    }

    /// Counts this failure; whether it is one too many. Only the last so many failures matter, so only they are kept.
    private boolean tooMany(Rest rule) {
        long now = time.nanos();
        failures.addLast(new Mark(now, succeeded));
        while (failures.size() > Math.max(1, rule.rule().failures())) {
            failures.removeFirst();
        }
        var oldest = failures.getFirst();
        return failures.size() >= rule.rule().failures() && now - oldest.nanos <= rule.rule().window().toNanos()
                && succeeded - oldest.succeeded <= SUCCESSES_A_FAILURE * failures.size();
    }

    private Event rest(Duration length, String because) {
        var now = time.instant();
        var until = now.plus(length);
        rest = new Resting(until, because);
        restEnds = time.nanos() + length.toNanos();
        probeOut = false;
        failures.clear();
        return new Event.TargetRests(now, id.label(), until, because);
    }

    private Event open() {
        rest = null;
        probeOut = false;
        failedProbes = 0;
        failures.clear();
        Instant now = time.instant();
        return new Event.TargetRests(now, id.label(), now, Because.BACK);
    }

    private void tell(@Nullable Event event) {
        if (event != null) {
            events.publish(event);
        }
    }
}
