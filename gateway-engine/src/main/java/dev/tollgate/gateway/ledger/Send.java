package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.term.TargetId;
import java.time.Instant;

/// One attempt about to leave, with what it is worth if we never hear of its end.
///
/// @param input tokens, estimated
/// @param picos pico-dollars, estimated; negative where the target has no price
record Send(int attempt, TargetId target, Instant at, long input, long picos) {}
