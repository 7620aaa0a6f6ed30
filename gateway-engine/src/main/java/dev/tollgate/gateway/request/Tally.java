package dev.tollgate.gateway.request;

import dev.tollgate.gateway.access.Grant;
import dev.tollgate.gateway.admission.Decision.OverBudget;
import dev.tollgate.gateway.admission.Rates;
import dev.tollgate.gateway.entry.Asked;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Ended;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.State;
import dev.tollgate.gateway.entry.Verdict;
import dev.tollgate.gateway.event.Flight;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.routing.Choice;
import dev.tollgate.gateway.routing.Plan;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.upstream.Answer;
import dev.tollgate.gateway.upstream.InBand;
import dev.tollgate.gateway.upstream.judge.Unfit;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Called;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Upload;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// What is known of a running request so far; becomes its entry. Used by the request's own thread only.
final class Tally {
    private final Exchange exchange;
    private final Setup setup;
    private final Flight flight;
    private final Time time;
    private final Instant started;
    private final long startedNanos;
    private final Called called;
    private Optional<Upload> spooled = Optional.empty();
    private Supplier<Attribution> who;
    private Optional<Ask> ask = Optional.empty();
    private Optional<Grant.Granted> granted = Optional.empty();
    private Optional<Plan> plan = Optional.empty();
    private final List<Verdict> passed = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private Usage usage = Usage.NONE;
    private Cost cost = Cost.NONE;
    private int unpriced;
    private int retries;
    private int answered;
    private Optional<Unfit> unfit = Optional.empty();
    private Rates rates = Rates.NONE;
    private Optional<OverBudget> outgrown = Optional.empty();
    private Optional<Answer> streaming = Optional.empty();
    private Optional<WaitingRoom.Turn> turn = Optional.empty();
    private OptionalLong ttftMs = OptionalLong.empty();
    private Ended ended = new Ended(Outcome.FAILED, 0, Optional.empty(), Optional.empty());

    /// @param who what the head says, asked only for a call that is refused before its grant
    Tally(Exchange exchange, Called called, Setup setup, Flight flight, Supplier<Attribution> who, Time time) {
        this.exchange = exchange;
        this.called = called;
        this.setup = setup;
        this.flight = flight;
        this.who = who;
        this.time = time;
        this.started = time.instant().truncatedTo(ChronoUnit.MILLIS);
        this.startedNanos = time.nanos();
    }

    /// The place it holds among those who wait for room, until it has been let in.
    void waits(WaitingRoom.Turn in) {
        turn = Optional.of(in);
    }

    void letIn() {
        turn.ifPresent(WaitingRoom.Turn::close);
    }

    Exchange exchange() {
        return exchange;
    }

    /// In whose shape the client is answered.
    Protocol protocol() {
        return called.protocol();
    }

    Setup setup() {
        return setup;
    }

    Flight flight() {
        return flight;
    }

    Instant started() {
        return started;
    }

    void asked(Ask read) {
        ask = Optional.of(read);
        flight.asked(read.fingerprint(), read.steps());
    }

    void attributed(Attribution next) {
        who = () -> next;
    }

    void granted(Grant.Granted yes) {
        granted = Optional.of(yes);
        attributed(yes.who());
        flight.granted(yes.route().name(), yes.who());
    }

    void planned(Plan next) {
        plan = Optional.of(next);
    }

    void passed(Choice choice, String because) {
        passed.add(new Verdict(choice.id().label(), Verdict.Kind.DROPPED, because));
    }

    void retried(int times) {
        retries = times;
    }

    int nextAttempt() {
        return attempts.size() + 1;
    }

    void attempt(Attempt attempt) {
        attempts.add(attempt);
        usage = usage.plus(attempt.usage());
        cost = cost.plus(attempt.cost());
        if (!attempt.cost().isPriced()) {
            unpriced++;
        }
    }

    /// From now on the client is being written this stream.
    void streams(Answer answer) {
        streaming = Optional.of(answer);
    }

    /// The last stream that the client has got something of.
    Optional<Answer> streaming() {
        return streaming;
    }

    /// The first content reached the gateway now.
    void firstContent() {
        if (ttftMs.isEmpty()) {
            ttftMs = OptionalLong.of(elapsed().toMillis());
        }
    }

    Instant now() {
        return time.instant();
    }

    Duration elapsed() {
        return Duration.ofNanos(time.nanos() - startedNanos);
    }

    /// A whole answer for a client that was already told that a stream comes.
    byte[] inBand(byte[] whole) {
        return ask.map(read -> InBand.of(read, whole, usage, started.getEpochSecond())).orElse(whole);
    }

    Usage usage() {
        return usage;
    }

    /// Input and output over all attempts that have ended.
    long tokens() {
        return usage.get(Unit.INPUT) + usage.get(Unit.OUTPUT);
    }

    /// How the key's limits stand; none where it has no limits, or was refused before they were asked.
    Rates rates() {
        return rates;
    }

    void rated(Rates now) {
        rates = now;
    }

    /// The budget that ended the call in the midst of its answer.
    Optional<OverBudget> outgrown() {
        return outgrown;
    }

    void outgrew(OverBudget full) {
        outgrown = Optional.of(full);
    }

    Cost cost() {
        return cost;
    }

    boolean isPriced() {
        return unpriced == 0;
    }

    void close(Ended how) {
        ended = how;
    }

    Ended ended() {
        return ended;
    }

    String routeName() {
        return granted.map(g -> g.route().name()).orElse("");
    }

    /// The answer that goes out is not what was asked for.
    void unfit(Unfit what) {
        unfit = Optional.of(what);
    }

    Optional<Unfit> unfit() {
        return unfit;
    }

    /// It is this attempt's answer that goes out, though others were made after it.
    void answeredBy(int attempt) {
        answered = attempt;
    }

    private Optional<Attempt> answering() {
        return answered > 0
                ? Optional.of(attempts.get(answered - 1))
                : attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
    }

    /// Who answered last.
    Optional<TargetId> target() {
        return answering().map(Attempt::target);
    }

    /// A form with files that lies on disk until the request is over.
    void holds(Upload upload) {
        spooled = Optional.of(upload);
    }

    void release() {
        spooled.ifPresent(Upload::close);
    }

    String targetLabel() {
        return target().map(TargetId::label).orElse("");
    }

    int attemptCount() {
        return attempts.size();
    }

    /// The entry as it opens, before anything is sent on.
    Entry opened() {
        return entry(State.STARTED, Optional.empty(), 0);
    }

    Entry settled() {
        var took = elapsed();
        return entry(State.SETTLED, Optional.of(started.plusMillis(took.toMillis())), took.toMillis());
    }

    private Entry entry(State state, Optional<Instant> end, long took) {
        var by = answering();
        var asked = new Asked(flight.key(), granted.map(g -> g.route().name()), granted.map(Grant.Granted::routeAsked),
                Optional.of(called.endpoint()), ask.filter(known -> !called.isKept()).map(Ask::model),
                ask.map(Ask::stream).orElse(false));
        return new Entry(exchange.id(), started, end, state, asked, Decided.paid(who.get(), plan, by), ended,
                Optional.empty(),
                by.map(answered -> Decided.served(plan, attempts, answered, retries))
                        .orElse(dev.tollgate.gateway.entry.Served.NOBODY),
                usage, cost, unpriced, ttftMs, took,
                Decided.verdicts(granted, plan, passed, attempts), attempts);
    }
}
