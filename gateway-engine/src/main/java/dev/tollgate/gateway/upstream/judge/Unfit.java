package dev.tollgate.gateway.upstream.judge;

import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;

/// An answer came and is not what was asked for.
///
/// @param fault `invalid_json`, `refusal`, `content_filter`, or `malformed` for an answer that says nothing
/// @param why in words; quotes nothing of the answer
public record Unfit(Fault fault, String why) {
    /// What its request came to if it goes out all the same.
    public Outcome outcome() {
        return fault == Fault.REFUSAL || fault == Fault.CONTENT_FILTER ? Outcome.REFUSED : Outcome.INVALID_OUTPUT;
    }
}
