package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.admission.Decision.RateLimited;
import dev.tollgate.gateway.admission.Rates.Rate;
import dev.tollgate.gateway.config.KeyLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// One key's last minute and its running calls. Not thread-safe: guarded by [Admission]'s lock. Limits come with each
/// question, so that changed ones hold at once and nothing that was counted is lost.
final class Pace {
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final Minute calls = new Minute();
    private final Minute tokens = new Minute();
    private long running;

    /// Why the call may not go on now; empty where it may.
    Optional<RateLimited> refusal(Claim claim, long nanos) {
        var limits = claim.limits();
        if (running >= limits.parallel().orElse(Long.MAX_VALUE)) {
            return Optional.of(new RateLimited(Wording.parallel(claim, running), BUSY, rates(limits, nanos)));
        }
        if (isFull(calls, limits.rpm(), 1, nanos)) {
            var wait = calls.untilRoom(nanos, 1, limits.rpm().getAsLong());
            return Optional.of(new RateLimited(Wording.rpm(claim, wait), wait, rates(limits, nanos)));
        }
        if (isFull(tokens, limits.tpm(), claim.tokens(), nanos)) {
            var wait = tokens.untilRoom(nanos, claim.tokens(), limits.tpm().getAsLong());
            return Optional.of(new RateLimited(Wording.tpm(claim, tokens.used(nanos), wait), wait,
                    rates(limits, nanos)));
        }
        return Optional.empty();
    }

    private static boolean isFull(Minute minute, OptionalLong limit, long amount, long nanos) {
        return limit.isPresent() && minute.used(nanos) > limit.getAsLong() - amount;
    }

    /// @return where its tokens are counted
    long take(long tokensHeld, long nanos) {
        running++;
        calls.add(nanos, 1);
        return tokens.add(nanos, tokensHeld);
    }

    /// The call has ended and used so many tokens in place of those it held.
    void settle(long slot, long tokensHeld, long tokensUsed, long nanos) {
        running--;
        tokens.correct(nanos, slot, tokensUsed - tokensHeld);
    }

    /// A call that an earlier process admitted so long ago.
    void recall(Duration ago, long tokensUsed, long nanos) {
        calls.recall(nanos, ago, 1);
        tokens.recall(nanos, ago, tokensUsed);
    }

    Rates rates(KeyLimits limits, long nanos) {
        return new Rates(rate(calls, limits.rpm(), nanos), rate(tokens, limits.tpm(), nanos));
    }

    private static Optional<Rate> rate(Minute minute, OptionalLong limit, long nanos) {
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        long most = limit.getAsLong();
        return Optional.of(new Rate(most, Math.max(0, most - minute.used(nanos)),
                minute.untilRoom(nanos, most, most)));
    }

    long running() {
        return running;
    }
}
