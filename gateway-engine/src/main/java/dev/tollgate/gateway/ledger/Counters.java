package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Unit;
import java.util.Optional;

/// What an entry adds to the totals: money and tokens where each attempt went, the request itself where it ended.
final class Counters {
    /// In the order of [Totals].
    static final int COUNT = 15;

    private Counters() {}

    static long[] array(Totals t) {
        return new long[] {t.requests(), t.errors(), t.rejected(), t.fallbacks(), t.input(), t.cacheRead(), t.output(),
                t.picos(), t.estimatedPicos(), t.failedPicos(), t.savedPicos(), t.unpriced(), t.ttftMillis(),
                t.ttftCount(), t.durationMillis()};
    }

    static Totals totals(long[] c) {
        return new Totals(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10], c[11], c[12], c[13],
                c[14]);
    }

    static byte[] pack(long[] counters) {
        var out = new Pack(Words.NONE, 0, 64);
        for (long counter : counters) {
            out.number(counter);
        }
        return out.copy();
    }

    static void unpack(byte[] bytes, long[] into) {
        int at = 0;
        for (int i = 0; i < COUNT; i++) {
            long value = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[at++];
                value |= (long) (next & 0x7F) << shift;
                shift += 7;
            } while (next < 0);
            into[i] = value;
        }
    }

    static void add(long[] sum, long[] more) {
        for (int i = 0; i < COUNT; i++) {
            sum[i] = Math.addExact(sum[i], more[i]);
        }
    }

    /// Of a whole entry.
    static Totals of(Entry e) {
        var sum = request(e);
        for (var attempt : e.attempts()) {
            sum = sum.plus(attempt(attempt));
        }
        return sum;
    }

    /// What counts once, at the last attempt; with tokens and money where no attempt carries them.
    static Totals request(Entry e) {
        var outcome = e.result().outcome();
        boolean error = outcome == Outcome.FAILED || outcome == Outcome.INTERRUPTED
                || outcome == Outcome.INVALID_OUTPUT;
        var own = e.attempts().isEmpty() ? used(e.usage(), e.cost(), false) : Totals.ZERO;
        return own.plus(new Totals(1, error ? 1 : 0, outcome == Outcome.REJECTED ? 1 : 0,
                e.served().fellBackFrom().isPresent() ? 1 : 0, 0, 0, 0, 0, 0, 0, 0, 0, e.ttftMs().orElse(0),
                e.ttftMs().isPresent() ? 1 : 0, e.durationMs()));
    }

    static Totals attempt(Attempt a) {
        return used(a.usage(), a.cost(), a.outcome() == Outcome.FAILED || a.outcome() == Outcome.INTERRUPTED);
    }

    /// A request with unpriced usage counts once, at its last attempt of that kind.
    static Optional<Attempt> unpriced(Entry e) {
        for (int i = e.attempts().size() - 1; i >= 0; i--) {
            var attempt = e.attempts().get(i);
            if (!attempt.cost().isPriced() && attempt.usage().source() != UsageSource.NONE) {
                return Optional.of(attempt);
            }
        }
        return Optional.empty();
    }

    private static Totals used(Usage usage, Cost cost, boolean failed) {
        long picos = cost.picos();
        return new Totals(0, 0, 0, 0, usage.get(Unit.INPUT), usage.get(Unit.CACHE_READ), usage.get(Unit.OUTPUT), picos,
                cost.bound() == CostBound.EXACT ? 0 : picos, failed ? picos : 0, saved(cost), 0, 0, 0, 0);
    }

    private static long saved(Cost cost) {
        long full = -1;
        for (var line : cost.lines()) {
            if (line.unit() == Unit.INPUT) {
                full = line.picosEach();
            }
        }
        long saved = 0;
        for (var line : cost.lines()) {
            if (line.unit() == Unit.CACHE_READ && full > line.picosEach()) {
                saved += line.quantity() * (full - line.picosEach());
            }
        }
        return saved;
    }
}
