package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Unit;
import java.util.Optional;

/// What an entry says of each dimension, and what of it counts.
final class Facts {
    private Facts() {}

    static Caller of(Entry entry) {
        return Caller.told(values(entry), entry.attribution());
    }

    private static Caller values(Entry entry) {
        return dimension -> switch (dimension) {
            case KEY -> Optional.of(entry.asked().key());
            case ROUTE -> entry.asked().route();
            case MODEL -> entry.served().upstreamModel();
            case PROVIDER -> entry.served().provider();
            case TARGET -> entry.served().target();
            case REQUESTED_MODEL, RESPONSE_MODEL, ROUTE_TYPE, ENDPOINT, TAG, OUTCOME -> Optional.empty();
            case OWNER, CUSTOMER, PLAN, WORKSPACE, USER, AGENT, FEATURE, TASK, THREAD, ENVIRONMENT, TRAFFIC,
                    SETTLEMENT, CALLER ->
                entry.attribution().get(dimension);
        };
    }

    /// The same with the attempt's own target.
    static Caller of(Entry entry, Attempt attempt) {
        var whole = of(entry);
        Caller own = dimension -> switch (dimension) {
            case MODEL -> Optional.of(attempt.target().model());
            case PROVIDER -> Optional.of(attempt.target().provider());
            case TARGET -> Optional.of(attempt.target().label());
            default -> whole.value(dimension);
        };
        return Caller.told(own, entry.attribution());
    }

    /// Input without cache reads, plus output.
    static long tokens(Usage usage) {
        return Math.max(0, usage.get(Unit.INPUT) - usage.get(Unit.CACHE_READ)) + usage.get(Unit.OUTPUT);
    }

    static long picos(Cost cost) {
        return cost.isPriced() ? cost.picos() : 0;
    }

    /// Whether a call could have failed: what we refused, a client left or somebody cut says nothing of anybody.
    static boolean counts(Entry entry) {
        return entry.result().outcome() != Outcome.REJECTED
                && (entry.attempts().isEmpty() || counts(entry.attempts().getLast()));
    }

    static boolean counts(Attempt attempt) {
        return attempt.fault().filter(fault -> fault == Fault.CLIENT_GONE || fault == Fault.CUT).isEmpty();
    }

    static boolean failed(Entry entry) {
        return switch (entry.result().outcome()) {
            case FAILED, INTERRUPTED, INVALID_OUTPUT -> true;
            case SUCCESS, REFUSED, REJECTED -> false;
        };
    }

    static boolean failed(Attempt attempt) {
        return attempt.fault().filter(Fault::againstTarget).isPresent();
    }
}
