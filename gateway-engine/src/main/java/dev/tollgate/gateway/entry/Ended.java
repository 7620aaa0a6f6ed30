package dev.tollgate.gateway.entry;

import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Reason;
import java.util.Optional;

/// How it ended.
///
/// @param status what the client got; 0 while nothing was sent
/// @param reason why we refused it ourselves, or ended it where a budget was reached
/// @param message what the client was told, where it was an error; quotes no secret
public record Ended(Outcome outcome, int status, Optional<Reason> reason, Optional<String> message) {}
