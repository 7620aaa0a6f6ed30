package dev.tollgate.gateway.request;

import dev.tollgate.gateway.config.Policy.Escalation;
import dev.tollgate.gateway.config.Retries;
import dev.tollgate.gateway.routing.Choice;
import dev.tollgate.gateway.routing.Plan;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.upstream.Failure;
import dev.tollgate.gateway.upstream.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Which target next: the same again while its failure allows and time is left, else the next one, else none. Pure but
/// for the jitter; used by one request's thread.
final class Tries {
    /// What to do now.
    sealed interface Next {
        /// Call this target after the wait.
        record Go(Choice choice, Duration pause) implements Next {}

        /// Nothing is left to try.
        record Stop() implements Next {}
    }

    private final Plan plan;
    private final Predicate<Choice> suits;
    private final Predicate<Choice> room;
    private final RandomGenerator random;
    private final long deadline;
    private final List<String> faults = new ArrayList<>();
    private int index;
    private int retried;
    private int retriesInAll;
    private Duration wait = Duration.ZERO;
    private boolean done;
    private boolean broken;
    private Optional<Failure> last = Optional.empty();
    private Optional<String> unsaved = Optional.empty();

    /// @param suits whether a target may take the call as it stands
    /// @param room takes room for a retry of this target
    Tries(Plan plan, Predicate<Choice> suits, Predicate<Choice> room, RandomGenerator random, long now) {
        this.plan = plan;
        this.suits = suits;
        this.room = room;
        this.random = random;
        this.deadline = now + plan.route().timeouts().total().toNanos();
    }

    Next next() {
        while (index < plan.choices().size() && !suits.test(plan.choices().get(index))) {
            advance(OptionalInt.of(index + 1));
        }
        return done || index >= plan.choices().size()
                ? new Next.Stop()
                : new Next.Go(plan.choices().get(index), wait);
    }

    /// Whether a target is to be passed over that cannot carry the call whole.
    boolean strict() {
        return plan.route().strict();
    }

    /// The target would not take the call now: on to the next one.
    void resting(Choice choice, String because) {
        faults.add(choice.id().label() + " (" + because + ")");
        advance(OptionalInt.of(index + 1));
    }

    /// Nothing of it had reached the client. Behind an answer that broke off it is that one which the client is told of.
    void failed(Choice choice, Failure failure, long now) {
        told(choice, failure);
        if (!again(failure, now)) {
            step(failure, now);
        }
    }

    /// The client has a part of the answer: only who can go on from there is of use.
    ///
    /// @param hopeless why nobody can, in words or without; absent where somebody may
    void broke(Choice choice, Failure failure, Optional<String> hopeless, long now) {
        told(choice, failure);
        broken = true;
        unsaved = hopeless.filter(why -> !why.isEmpty());
        if (hopeless.isPresent() || now >= deadline) {
            done = true;
        } else {
            advance(plan.next(index, failure.fault()));
        }
    }

    private void told(Choice choice, Failure failure) {
        last = broken ? last : Optional.of(failure);
        faults.add(choice.id().label() + " (" + failure.fault().word() + ")");
    }

    /// Why nobody could go on with an answer that broke off.
    Optional<String> unsaved() {
        return unsaved;
    }

    /// A Retry-After that does not fit is no reason to wait here: the next target may be well.
    private boolean again(Failure failure, long now) {
        Retries rule = plan.route().retries();
        if (!failure.sameTargetAgain() || retried >= rule.attempts()) {
            return false;
        }
        var floor = failure.retryAfter().orElse(Duration.ZERO);
        var pause = floor.plus(jitter(rule));
        if (floor.compareTo(rule.maxBackoff()) > 0 || now + pause.toNanos() >= deadline
                || !room.test(plan.choices().get(index))) {
            return false;
        }
        retried++;
        retriesInAll++;
        wait = pause;
        return true;
    }

    private Duration jitter(Retries rule) {
        long most = Math.min(rule.maxBackoff().toNanos(), rule.backoff().toNanos() << Math.min(retried, 20));
        return Duration.ofNanos(most <= 0 ? 0 : random.nextLong(most));
    }

    private void step(Failure failure, long now) {
        if ((failure.nextTarget() || escalates(failure.fault())) && now < deadline) {
            advance(failure.fault() == Fault.CONTEXT_LENGTH ? roomier() : plan.next(index, failure.fault()));
        } else {
            done = true;
        }
    }

    /// What a provider refuses, another may answer, where the route says that it is worth it.
    private boolean escalates(Fault fault) {
        var on = plan.route().policy().escalateOn();
        return (fault == Fault.CONTENT_FILTER && on.contains(Escalation.CONTENT_FILTER))
                || (fault == Fault.REFUSAL && on.contains(Escalation.REFUSAL));
    }

    /// Whether another target could answer instead of the one whose turn it is.
    boolean another() {
        return IntStream.range(index + 1, plan.choices().size())
                .anyMatch(i -> !plan.choices().get(i).twinOf(plan.choices().get(index))
                        && suits.test(plan.choices().get(i)));
    }

    /// Too long a conversation helps only a target whose context is larger, or unknown.
    private OptionalInt roomier() {
        var failed = plan.choices().get(index).context();
        return IntStream.range(index + 1, plan.choices().size()).filter(i -> {
            var context = plan.choices().get(i).context();
            return context.isEmpty() || failed.isEmpty() || context.getAsLong() > failed.getAsLong();
        }).findFirst();
    }

    private void advance(OptionalInt next) {
        index = next.orElse(plan.choices().size());
        retried = 0;
        wait = Duration.ZERO;
    }

    /// Time limits of the next attempt: while another target can still take over, silence is cut short.
    Limits limits() {
        boolean another = plan.next(index, Fault.SERVER_ERROR).isPresent();
        return Limits.of(plan.route().timeouts(), another, deadline);
    }

    Optional<Failure> last() {
        return last;
    }

    int retries() {
        return retriesInAll;
    }

    /// Every target that was tried, with its fault, for the client's message.
    String story() {
        return String.join(", ", faults);
    }

    boolean isSingle() {
        return faults.size() <= 1;
    }
}
