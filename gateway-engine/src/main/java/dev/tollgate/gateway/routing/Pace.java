package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.config.Quota;
import dev.tollgate.gateway.routing.Entrance.Resting;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What one credential, or one target, has used of its limits. Thread-safe: `lock` guards every field.
///
/// Calls and tokens fill a bucket each that a minute empties; an idle credential takes a minute's worth at once.
final class Pace {
    private static final double MINUTE = 60e9;
    /// Who is refused for calls at the same time looks again this soon.
    private static final Duration SOON = Duration.ofSeconds(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Time time;
    private double calls;
    private double tokens;
    private int running;
    private long asOf;

    Pace(Time time) {
        this.time = time;
        this.asOf = time.nanos();
    }

    /// Takes room for one call; where there is none, says until when.
    ///
    /// @param expected tokens it will use, as far as is known before
    Optional<Resting> take(Quota limits, long expected) {
        lock.lock();
        try {
            drain(limits);
            var full = refusal(limits, expected);
            if (full == null) {
                calls++;
                tokens += expected;
                running++;
            }
            return Optional.ofNullable(full);
        } finally {
            lock.unlock();
        }
    }

    /// Whether [#take] would refuse; takes nothing.
    Optional<Resting> full(Quota limits, long expected) {
        lock.lock();
        try {
            drain(limits);
            return Optional.ofNullable(refusal(limits, expected));
        } finally {
            lock.unlock();
        }
    }

    /// The call is over, or was not made.
    ///
    /// @param made whether it went out
    /// @param unforeseen tokens beyond the expected ones, or fewer where negative
    void over(boolean made, long unforeseen) {
        lock.lock();
        try {
            running--;
            calls -= made || calls < 1 ? 0 : 1;
            tokens = Math.max(0, tokens + unforeseen);
        } finally {
            lock.unlock();
        }
    }

    PaceState state(Quota limits) {
        lock.lock();
        try {
            drain(limits);
            return new PaceState(limits.rpm(), used(limits.rpm(), calls), limits.tpm(), used(limits.tpm(), tokens),
                    limits.parallel(), running);
        } finally {
            lock.unlock();
        }
    }

    private static long used(OptionalLong limit, double level) {
        return limit.isPresent() ? Math.clamp((long) Math.ceil(level - 1e-6), 0, limit.getAsLong()) : 0;
    }

    private void drain(Quota limits) {
        long now = time.nanos();
        double minutes = Math.max(0, now - asOf) / MINUTE;
        asOf = now;
        calls = limits.rpm().isPresent() ? Math.max(0, calls - minutes * limits.rpm().getAsLong()) : 0;
        tokens = limits.tpm().isPresent() ? Math.max(0, tokens - minutes * limits.tpm().getAsLong()) : 0;
    }

    private @Nullable Resting refusal(Quota limits, long expected) {
        if (limits.parallel().isPresent() && running >= limits.parallel().getAsLong()) {
            return new Resting(time.instant().plus(SOON),
                    "it is at its limit of " + limits.parallel().getAsLong() + " calls at the same time", true);
        }
        var byCalls = refusal(limits.rpm(), calls, 1, "calls a minute");
        return byCalls != null ? byCalls : refusal(limits.tpm(), tokens, expected, "tokens a minute");
    }

    /// One that is larger than the whole limit passes an empty bucket: it would never pass otherwise.
    private @Nullable Resting refusal(OptionalLong limit, double level, long more, String what) {
        if (limit.isEmpty() || level <= 0) {
            return null;
        }
        double over = level + Math.min(more, limit.getAsLong()) - limit.getAsLong();
        if (over <= 1e-9) {
            return null;
        }
        var wait = Duration.ofNanos((long) Math.ceil(over / limit.getAsLong() * MINUTE));
        return new Resting(time.instant().plus(wait), "it is at its limit of " + limit.getAsLong() + " " + what, true);
    }
}
