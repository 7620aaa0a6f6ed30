package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Word;
import java.time.Duration;
import java.util.Set;

/// How a route chooses among its targets, and what it does when one of them fails. Immutable.
///
/// @param sticky whose calls stay with the target that answered them before
/// @param rescue what happens after a failure behind the first content
/// @param escalateOn answers that go to the next target instead of the client
/// @param holdStreams streams are held back until they are whole, so that they can be judged too
/// @param queueWait how long a call waits for a target that is at its limit, where no other can serve it; zero: not at all
/// @param queueMost calls that wait at once, 1 or more; the next is refused
public record Policy(Strategy strategy, Sticky sticky, Rescue rescue, Set<Escalation> escalateOn, boolean holdStreams,
        Duration queueWait, int queueMost) {
    /// The order of targets.
    public enum Strategy implements Word {
        /// As written.
        FALLBACK,
        /// By chance, as the weights say.
        WEIGHTED,
        /// By what this call would cost.
        CHEAPEST,
        /// By the time to the first token of late.
        FASTEST,
        /// By the calls that run now.
        LEAST_BUSY
    }

    /// Whose calls stay together.
    public enum Sticky implements Word {
        NONE,
        KEY,
        USER,
        THREAD
    }

    /// What happens when an answer breaks off that the client has a part of.
    public enum Rescue implements Word {
        /// Continued where a target takes a beginning, else an error.
        AUTO,
        CONTINUE,
        /// Another target answers anew; what the client has already is matched and left out.
        RERUN,
        ERROR
    }

    /// Answers that are worth another try.
    public enum Escalation implements Word {
        INVALID_JSON,
        REFUSAL,
        CONTENT_FILTER,
        EMPTY,
        TIMEOUT
    }

    public static final int QUEUE = 100;
    public static final Policy DEFAULTS = new Policy(Strategy.FALLBACK, Sticky.NONE, Rescue.AUTO, Set.of(), false,
            Duration.ZERO, QUEUE);

    public Policy {
        escalateOn = Set.copyOf(escalateOn);
    }

    public Policy with(Strategy next) {
        return new Policy(next, sticky, rescue, escalateOn, holdStreams, queueWait, queueMost);
    }

    public Policy with(Sticky next) {
        return new Policy(strategy, next, rescue, escalateOn, holdStreams, queueWait, queueMost);
    }

    public Policy with(Rescue next) {
        return new Policy(strategy, sticky, next, escalateOn, holdStreams, queueWait, queueMost);
    }

    public Policy escalating(Set<Escalation> next, boolean hold) {
        return new Policy(strategy, sticky, rescue, next, hold, queueWait, queueMost);
    }

    public Policy queueing(Duration wait, int most) {
        return new Policy(strategy, sticky, rescue, escalateOn, holdStreams, wait, most);
    }
}
