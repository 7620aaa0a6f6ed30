package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.term.Word;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/// What one check of one target came to. Immutable; quotes no secret.
///
/// @param run the run it belongs to
/// @param target `PROVIDER/MODEL`
/// @param check its word, as `tools`
/// @param cause in a few words what is wrong, or why it was left out; of a cell that is ok what was seen
/// @param detail what it means
/// @param assertion the one that failed, in words; empty where none did
/// @param number the assertion's place among `assertions`, from 1; 0 where none failed
/// @param amount what the check measures: milliseconds of `latency`, thousandths of `quota`
/// @param picos pico-dollars of the calls that it made itself; what another check had made is not counted again
/// @param tookMs milliseconds of these calls
/// @param sent what went to the provider; bounded
/// @param received what came back; bounded
/// @param curl a line that repeats the call, the secret as `$NAME`
/// @param requests ids of the ledger's entries behind it
public record SmokeCell(String run, String target, String check, State state, Instant at, String cause, String detail,
        String assertion, int number, int assertions, OptionalLong amount, int calls, long picos, long tookMs,
        String sent, String received, String curl, List<String> requests) {
    /// What a cell says.
    public enum State implements Word {
        OK,
        /// It works, but something is missing that is better to have.
        DEGRADED,
        FAILED,
        /// The target does not offer it, or there is nothing to check.
        SKIPPED,
        /// No call was made for it: the run ended before, or no call could get through.
        NOT_RUN
    }

    /// The cause of a cell that is new and was not run, since no call could get through.
    public static final String NOT_TRIED = "not tried";

    /// Whether it says nothing of the target: what was known before still holds.
    public boolean saysNothing() {
        return state == State.NOT_RUN && !cause.equals(NOT_TRIED);
    }

    public SmokeCell {
        requests = List.copyOf(requests);
    }
}
