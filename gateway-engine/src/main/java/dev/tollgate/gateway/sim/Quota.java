package dev.tollgate.gateway.sim;

import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Head;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// What the simulated provider says of its limits: so many requests and tokens a minute. It states them and refuses
/// nobody. Thread-safe.
final class Quota {
    static final long REQUESTS = 5_000;
    static final long TOKENS = 2_000_000;
    private static final int WINDOW = 60;

    private final Time time;
    private final ReentrantLock lock = new ReentrantLock();
    private long minute;
    private long requests;
    private long tokens;

    Quota(Time time) {
        this.time = time;
    }

    /// The head with what is left after this call.
    ///
    /// @param used tokens of this call
    Head on(Head head, long used, Optional<SimFault.Kind> fault) {
        if (fault.filter(kind -> kind == SimFault.Kind.LIMITS_SILENT || kind == SimFault.Kind.LIMITS_BARE)
                .isPresent()) {
            return head;
        }
        boolean gone = fault.filter(kind -> kind == SimFault.Kind.QUOTA_GONE).isPresent();
        lock.lock();
        try {
            long second = time.instant().getEpochSecond();
            if (second / WINDOW != minute) {
                minute = second / WINDOW;
                requests = 0;
                tokens = 0;
            }
            requests++;
            tokens += used;
            var reset = WINDOW - second % WINDOW + "s";
            return head.with("x-ratelimit-limit-requests", Long.toString(REQUESTS))
                    .with("x-ratelimit-remaining-requests", left(REQUESTS, gone ? REQUESTS - 3 : requests))
                    .with("x-ratelimit-reset-requests", reset)
                    .with("x-ratelimit-limit-tokens", Long.toString(TOKENS))
                    .with("x-ratelimit-remaining-tokens", left(TOKENS, tokens))
                    .with("x-ratelimit-reset-tokens", reset);
        } finally {
            lock.unlock();
        }
    }

    private static String left(long limit, long used) {
        return Long.toString(Math.max(0, limit - used));
    }
}
