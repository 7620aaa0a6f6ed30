package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.routing.Entrance.Resting;
import dev.tollgate.gateway.wire.Head;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// What a provider last said is left for one model with one credential, less what was taken since. Thread-safe: `lock`
/// guards both.
final class Allowed {
    private static final String OPENAI = "x-ratelimit-";
    private static final String ANTHROPIC = "anthropic-ratelimit-";

    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Allowance> calls = Optional.empty();
    private Optional<Allowance> tokens = Optional.empty();

    /// Whether a reply's head says anything of the kind.
    static boolean tells(Head head) {
        for (var field : head.fields()) {
            if (field.name().regionMatches(true, 0, OPENAI, 0, OPENAI.length())
                    || field.name().regionMatches(true, 0, ANTHROPIC, 0, ANTHROPIC.length())) {
                return true;
            }
        }
        return false;
    }

    void heard(Head head, Instant now) {
        var saidCalls = Allowance.calls(head, now);
        var saidTokens = Allowance.tokens(head, now);
        lock.lock();
        try {
            calls = saidCalls.or(() -> calls);
            tokens = saidTokens.or(() -> tokens);
        } finally {
            lock.unlock();
        }
    }

    /// Whether one more call would be refused; takes nothing.
    Optional<Resting> full(long expected, Instant now) {
        lock.lock();
        try {
            return calls.filter(said -> said.refuses(1, now))
                    .map(said -> new Resting(said.reset(), "its provider leaves it no more calls for now", true))
                    .or(() -> tokens.filter(said -> said.refuses(expected, now)).map(said -> new Resting(said.reset(),
                            "its provider leaves it " + said.left() + " tokens for now", true)));
        } finally {
            lock.unlock();
        }
    }

    void took(long expected) {
        lock.lock();
        try {
            calls = calls.map(said -> said.without(1));
            tokens = tokens.map(said -> said.without(expected));
        } finally {
            lock.unlock();
        }
    }
}
