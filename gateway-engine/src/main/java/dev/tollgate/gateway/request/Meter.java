package dev.tollgate.gateway.request;

import dev.tollgate.gateway.admission.Decision.OverBudget;
import dev.tollgate.gateway.admission.Reservation;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.Rates;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.routing.Choice;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.upstream.Answer;
import dev.tollgate.gateway.upstream.Failure;
import dev.tollgate.gateway.upstream.Opening;
import dev.tollgate.gateway.upstream.Watch;
import dev.tollgate.gateway.upstream.judge.Unfit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/// Measures one attempt: running estimates for the screen and the caps while it streams, its row when it ends.
final class Meter implements Watch {
    private final Choice choice;
    private final Estimate estimate;
    private final Reservation held;
    private final Tally tally;
    private final int number;
    private final Instant started;
    private final Time time;
    private final long startedNanos;
    private final Rates rates;

    Meter(Choice choice, Estimate estimate, Reservation held, Tally tally, Time time) {
        this.choice = choice;
        this.estimate = estimate;
        this.held = held;
        this.tally = tally;
        this.time = time;
        this.number = tally.nextAttempt();
        this.started = time.instant().truncatedTo(ChronoUnit.MILLIS);
        this.startedNanos = time.nanos();
        this.rates = tally.setup().prices().rates(choice.id(), choice.provider().free(), started);
    }

    int number() {
        return number;
    }

    String label() {
        return choice.id().label();
    }

    long inputPicos() {
        return Math.max(0, rates.picos(estimate.inputTokens(), 0));
    }

    void sending() {
        progress(estimate.inputTokens(), 0);
    }

    private void progress(long input, long output) {
        var before = tally.usage();
        tally.flight().progress(before.get(Unit.INPUT) + input,
                before.get(Unit.OUTPUT) + output, spent(input, output));
    }

    private long tokens(long input, long output) {
        return tally.tokens() + input + output;
    }

    /// Pico-dollars so far, or -1 where the target has no price.
    private long spent(long input, long output) {
        long now = rates.picos(input, output);
        return now < 0 ? now : Math.addExact(tally.cost().picos(), now);
    }

    /// The budget check in flight: a stream that outgrows its hold is extended or, without room, ended.
    @Override
    public boolean goOn(long inputTokens, long outputTokens) {
        progress(inputTokens, outputTokens);
        if (tally.flight().isEnded()) {
            return false;
        }
        long spent = spent(inputTokens, outputTokens);
        var full = held.grow(Math.max(0, spent), tokens(inputTokens, outputTokens));
        if (full.isPresent() && tally.flight().end(Fault.CUT)) {
            tally.outgrew(full.get());
        }
        return full.isEmpty();
    }

    Duration whole(Opening.Whole whole, Optional<Unfit> unfit) {
        row(outcome(unfit), unfit.map(Unfit::fault), whole.status(), cost(whole.usage(), whole.responseModel(),
                whole.reportedPicos()), whole.usage(), whole.responseModel(), Optional.of(whole.took()),
                said(unfit, whole.notes()));
        return whole.took();
    }

    void streamed(Answer answer, Optional<Unfit> unfit) {
        row(outcome(unfit), unfit.map(Unfit::fault), answer.status(), cost(answer.usage(), answer.responseModel(),
                answer.reportedPicos()), answer.usage(), answer.responseModel(), Optional.of(answer.firstToken()),
                said(unfit, answer.notes()));
    }

    private static Outcome outcome(Optional<Unfit> unfit) {
        return unfit.map(Unfit::outcome).orElse(Outcome.SUCCESS);
    }

    private static Optional<String> said(Optional<Unfit> unfit, Optional<String> notes) {
        return unfit.map(what -> what.why() + notes.map(more -> "; " + more).orElse("")).or(() -> notes);
    }

    void lost(Failure failure, Usage usage, Optional<String> model, Optional<Duration> firstToken) {
        var outcome = failure.fault() == Fault.CLIENT_GONE || failure.fault() == Fault.CUT
                ? Outcome.INTERRUPTED
                : Outcome.FAILED;
        row(outcome, Optional.of(failure.fault()), failure.upstreamStatus(), cost(usage, model, OptionalLong.empty()),
                usage, model, firstToken, Optional.of(tally.outgrown().filter(_ -> failure.fault() == Fault.CUT)
                        .map(OverBudget::message).orElse(failure.message())));
    }

    private Cost cost(Usage usage, Optional<String> responseModel, OptionalLong reported) {
        if (usage.source() == UsageSource.NONE && reported.isEmpty()) {
            return Cost.NONE;
        }
        var prices = tally.setup().prices();
        var computed = prices.cost(choice.id(), choice.provider().free(), responseModel, usage, started);
        return prices.withReported(computed, reported, usage);
    }

    private void row(Outcome outcome, Optional<Fault> fault, int status, Cost cost, Usage usage,
            Optional<String> model, Optional<Duration> firstToken, Optional<String> detail) {
        var ttft = firstToken.map(d -> OptionalLong.of(d.toMillis())).orElse(OptionalLong.empty());
        tally.attempt(new Attempt(number, choice.id(), started, outcome, fault, status, usage, cost, model, ttft,
                took().toMillis(), detail));
    }

    private Duration took() {
        return Duration.ofNanos(time.nanos() - startedNanos);
    }
}
