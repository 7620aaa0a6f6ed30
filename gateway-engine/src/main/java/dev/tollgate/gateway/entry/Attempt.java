package dev.tollgate.gateway.entry;

import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.TargetId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// One call to one target.
///
/// @param number from 1 within its request
/// @param status the provider's; 0 where no head came
/// @param detail what went wrong in words, or what was noted; quotes no secret
public record Attempt(int number, TargetId target, Instant started, Outcome outcome, Optional<Fault> fault, int status,
        Usage usage, Cost cost, Optional<String> responseModel, OptionalLong ttftMs, long durationMs,
        Optional<String> detail) {
    /// Whether its answer broke off when the client had a part of it.
    boolean brokeOff() {
        return outcome == Outcome.FAILED && ttftMs.isPresent();
    }
}
