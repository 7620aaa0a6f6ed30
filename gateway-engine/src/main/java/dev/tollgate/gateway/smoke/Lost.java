package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.term.Fault;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Names why a call did not get through at all, before anything else is asked of its answer.
final class Lost {
    private static final String ASSERTION = "the call is answered";
    private static final Set<Fault> REFUSALS = Set.of(Fault.BAD_REQUEST, Fault.NOT_FOUND);

    private Lost() {}

    /// Empty where an answer is there to be looked at.
    static Optional<Finding> of(Came came) {
        return came.fault().map(fault -> new Finding(SmokeCell.State.FAILED, cause(fault, came), came.words(),
                ASSERTION, 1, 1, OptionalLong.empty()));
    }

    /// Of something that not every model has: a plain refusal says that this one does not.
    static Optional<Finding> ofOptional(Came came, String what) {
        return came.fault().filter(REFUSALS::contains).filter(_ -> came.json().path("error").isObject())
                .map(_ -> Finding.skipped("not offered", "The provider refuses " + what + ": " + came.complaint()))
                .or(() -> of(came));
    }

    /// Whether no other call can fare better.
    static boolean isHopeless(Came came) {
        return came.fault().filter(fault -> switch (fault) {
            case CONNECT, TLS, TIMEOUT_CONNECT, AUTH, NOT_FOUND -> true;
            case TIMEOUT_FIRST_TOKEN, TIMEOUT_RESPONSE, TIMEOUT_IDLE, TIMEOUT_TOTAL, RATE_LIMITED, OVERLOADED,
                    SERVER_ERROR, BAD_REQUEST, CONTEXT_LENGTH, CONTENT_FILTER, MALFORMED, STREAM_CUT, STREAM_ERROR,
                    INVALID_JSON, REFUSAL, CLIENT_GONE, CUT ->
                false;
        }).isPresent();
    }

    private static String cause(Fault fault, Came came) {
        return switch (fault) {
            case CONNECT, TIMEOUT_CONNECT -> "Cannot be reached";
            case TLS -> "No trusted TLS connection";
            case TIMEOUT_FIRST_TOKEN, TIMEOUT_RESPONSE -> "No answer in time";
            case TIMEOUT_IDLE, TIMEOUT_TOTAL -> "Falls silent in the middle";
            case RATE_LIMITED -> "Asks to wait (429)";
            case OVERLOADED -> "Overloaded" + status(came);
            case SERVER_ERROR -> "The provider failed" + status(came);
            case BAD_REQUEST, CONTEXT_LENGTH, CONTENT_FILTER -> "The request is refused" + status(came);
            case AUTH -> "The credential is refused" + status(came);
            case NOT_FOUND -> "The model is not known" + status(came);
            case MALFORMED, INVALID_JSON -> "The answer is no JSON";
            case STREAM_CUT -> "The answer breaks off";
            case STREAM_ERROR -> "An error instead of the answer";
            case REFUSAL -> "The model refuses to answer";
            case CLIENT_GONE, CUT -> "Ended from here";
        };
    }

    private static String status(Came came) {
        return came.status() == 0 ? "" : " (" + came.status() + ")";
    }
}
