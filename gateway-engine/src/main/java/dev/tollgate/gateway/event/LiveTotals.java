package dev.tollgate.gateway.event;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Unit;
import java.time.Instant;
import java.util.List;

/// The live counters over everything. Not thread-safe: [LiveCounts] guards it.
final class LiveTotals {
    private static final int MINUTE = 60;
    private static final int FIVE_MINUTES = 300;

    private final Ring input;
    private final Ring output;
    private final Ring picos;
    private final Ring requests;
    private final Ring errors;
    private final Ring fallbacks;
    private final Ring billedFailures;

    LiveTotals(long second) {
        input = new Ring(second);
        output = new Ring(second);
        picos = new Ring(second);
        requests = new Ring(second);
        errors = new Ring(second);
        fallbacks = new Ring(second);
        billedFailures = new Ring(second);
    }

    void used(long second, Amount amount, long since) {
        input.change(second, amount.input(), since);
        output.change(second, amount.output(), since);
        picos.change(second, amount.picos(), since);
    }

    /// Counts a request that ended; what we refused ourselves is no request that could have failed.
    void ended(long second, Entry entry) {
        var outcome = entry.result().outcome();
        if (outcome == Outcome.REJECTED) {
            return;
        }
        requests.add(second, 1);
        errors.add(second, isError(outcome) ? 1 : 0);
        fallbacks.add(second, entry.served().fellBackFrom().isPresent() ? 1 : 0);
        for (var attempt : entry.attempts()) {
            if (attempt.outcome() != Outcome.SUCCESS && attempt.cost().picos() > 0) {
                billedFailures.add(second, attempt.usage().get(Unit.INPUT) + attempt.usage().get(Unit.OUTPUT));
            }
        }
    }

    private static boolean isError(Outcome outcome) {
        return switch (outcome) {
            case FAILED, INTERRUPTED, INVALID_OUTPUT -> true;
            case SUCCESS, REFUSED, REJECTED -> false;
        };
    }

    LiveView view(Instant at, Dimension by, List<LiveSeries> series, long second) {
        return new LiveView(at, by, series, input.sum(second, MINUTE), output.sum(second, MINUTE),
                picos.sum(second, MINUTE), requests.sum(second, FIVE_MINUTES), errors.sum(second, FIVE_MINUTES),
                fallbacks.sum(second, FIVE_MINUTES), billedFailures.sum(second, FIVE_MINUTES));
    }
}
