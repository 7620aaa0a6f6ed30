package dev.tollgate.gateway.control;

import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.Rated;
import dev.tollgate.gateway.pricing.Rerating;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Re-rates a window in slices of time, several at once: most of the work is reading, and a person waits for it.
final class Slices {
    private static final int AT_ONCE = 3;
    /// A shorter window is read in one go.
    private static final Duration SHORT = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Queries queries;
    private final Time time;
    private final BooleanSupplier cancelled;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicReference<@Nullable RuntimeException> failed = new AtomicReference<>();

    /// @param cancelled asked often, from several threads
    Slices(Queries queries, Time time, BooleanSupplier cancelled) {
        this.queries = queries;
        this.time = time;
        this.cancelled = cancelled;
    }

    boolean isStopped() {
        return stopped.get();
    }

    /// The sum over all entries started in `[from, to)`; incomplete where it was stopped.
    ///
    /// @param rerating makes one for each slice
    WhatIf sum(Instant from, Instant to, Supplier<Rerating> rerating) {
        var length = Duration.between(from, to);
        int count = length.compareTo(SHORT) < 0 ? 1 : AT_ONCE;
        var sums = new ArrayList<WhatIf>();
        var ends = new ArrayList<Time.Signal>();
        for (int i = 0; i < count; i++) {
            var begin = from.plus(length.multipliedBy(i).dividedBy(count));
            var end = i + 1 == count ? to : from.plus(length.multipliedBy(i + 1).dividedBy(count));
            var sum = new WhatIf(rerating.get());
            var over = time.signal();
            sums.add(sum);
            ends.add(over);
            var _ = time.startPlatform("tollgate-what-if", () -> slice(begin, end, sum, over));
        }
        ends.forEach(Slices::await);
        var fault = failed.get();
        if (fault != null) {
            throw fault;
        }
        return merged(sums);
    }

    private static void await(Time.Signal over) {
        while (!over.await(LOOK)) {
            // a slice always ends: with its entries, the question or a failure
        }
    }

    private static WhatIf merged(List<WhatIf> sums) {
        var first = sums.getFirst();
        sums.subList(1, sums.size()).forEach(first::add);
        return first;
    }

    private void slice(Instant from, Instant to, WhatIf sum, Time.Signal over) {
        try {
            queries.each(from, to, rated -> goOn(rated, sum));
        } catch (RuntimeException fault) {
            failed.compareAndSet(null, fault);
            stopped.set(true);
        } finally {
            over.set();
        }
    }

    private boolean goOn(Rated rated, WhatIf sum) {
        if (stopped.get() || cancelled.getAsBoolean()) {
            stopped.set(true);
            return false;
        }
        sum.add(rated);
        return true;
    }
}
