package dev.tollgate.gateway.entry;

import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One request as the ledger keeps it. Immutable.
///
/// @param ended empty while it runs
/// @param appOutcome what the app said of it later; never overwrites the outcome
/// @param unpriced attempts with usage and no price
/// @param ttftMs milliseconds from arrival to the first content
public record Entry(String id, Instant started, Optional<Instant> ended, State state, Asked asked,
        Attribution attribution, Ended result, Optional<String> appOutcome, Served served, Usage usage, Cost cost,
        int unpriced, OptionalLong ttftMs, long durationMs, List<Verdict> decision, List<Attempt> attempts) {
    public Entry {
        decision = List.copyOf(decision);
        attempts = List.copyOf(attempts);
    }

    /// Whether it was ended by an operator, an alarm or a budget.
    public boolean wasCut() {
        return result.outcome() == Outcome.INTERRUPTED && !attempts.isEmpty()
                && attempts.getLast().fault().filter(fault -> fault == Fault.CUT).isPresent();
    }

    /// Whether another target finished an answer that had broken off when the client had a part of it.
    public boolean rescued() {
        return result.outcome() == Outcome.SUCCESS && attempts.stream().anyMatch(Attempt::brokeOff);
    }
}
