package dev.tollgate.gateway.request;

import dev.tollgate.gateway.admission.Decision.OverBudget;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Reason;
import dev.tollgate.gateway.upstream.Failure;
import dev.tollgate.gateway.upstream.judge.Unfit;
import java.time.Duration;
import java.util.Optional;

/// The words for requests that ended without an answer.
final class Failures {
    private Failures() {}

    /// A budget was reached in the midst of the answer: the client is told as it would be before one.
    static Failure outgrown(OverBudget full) {
        return new Failure(Fault.CUT, false, false, 429, 0, Optional.empty(), full.message(), Optional.empty(),
                Reason.BUDGET_EXCEEDED.word());
    }

    /// Ended by the client's leaving or by a cut, not by a provider.
    static Failure gone(Fault why) {
        var message = why == Fault.CLIENT_GONE
                ? "The client left before the answer was complete."
                : "Cut by the operator. What was produced so far is billed.";
        return new Failure(why, false, false, 502, 0, Optional.empty(), message, Optional.empty(), why.word());
    }

    /// A single target speaks for itself; of several each is listed with its fault.
    static String message(Failure last, Tries tries) {
        var why = tries.unsaved().map(reason -> " Nobody could go on with it, since " + reason + ".").orElse("");
        var message = ended(last.message(), why) + why;
        return tries.isSingle() ? message : message + " Tried: " + tries.story() + ".";
    }

    /// It answered, and not as it was asked to.
    static Failure unfit(String target, int status, Unfit unfit) {
        return new Failure(unfit.fault(), false, true, 502, status, Optional.empty(), target + ": " + unfit.why(),
                Optional.empty(), unfit.fault().word());
    }

    private static String ended(String message, String next) {
        return next.isEmpty() || message.endsWith(".") ? message : message + ".";
    }

    static Rejection resting(String story) {
        return new Rejection(Reason.NO_TARGET, 503, "no_target", Optional.empty(),
                "No target could take the call: " + story + ".", Optional.of(Duration.ofSeconds(1)), true);
    }
}
