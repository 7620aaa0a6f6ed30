package dev.tollgate.gateway.request;

import dev.tollgate.gateway.admission.Reservation;
import dev.tollgate.gateway.config.HealthRule;
import dev.tollgate.gateway.config.Secrets;
import dev.tollgate.gateway.event.Flight;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.routing.Choice;
import dev.tollgate.gateway.routing.Entrance;
import dev.tollgate.gateway.routing.Health;
import dev.tollgate.gateway.routing.Plan;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.upstream.Answer;
import dev.tollgate.gateway.upstream.Call;
import dev.tollgate.gateway.upstream.Ending;
import dev.tollgate.gateway.upstream.Failure;
import dev.tollgate.gateway.upstream.Opening;
import dev.tollgate.gateway.wire.Ask;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// The loop over targets: retry, next target, stop. What happens before the first byte to the client happens in
/// silence; after it a failure ends the answer honestly.
final class Attempts {
    private final Line.Seams seams;
    private final Health health;
    private final Ledger ledger;
    private final Replies replies;
    private final Time time;

    Attempts(Line.Seams seams, Health health, Ledger ledger, Replies replies) {
        this.seams = seams;
        this.health = health;
        this.ledger = ledger;
        this.replies = replies;
        this.time = seams.time();
    }

    /// What one attempt came to.
    private sealed interface Once {
        record Done(Served served) implements Once {}

        record Lost(Failure failure, boolean committed) implements Once {}
    }

    Served run(Plan plan, Ask ask, Estimate estimate, Reservation held, Tally tally) {
        var flight = tally.flight();
        if (ask.stream()) {
            replies.keepAlive(tally);
        }
        var tries = new Tries(plan, seams.random(), time.nanos());
        while (!flight.isEnded() && tries.next() instanceof Tries.Next.Go(Choice choice, Duration wait)) {
            if (!waited(flight, wait)) {
                break;
            }
            switch (health.enter(choice.id(), rule(choice, plan))) {
                case Entrance.Resting(var _, var because) -> {
                    tally.passed(choice, because);
                    tries.resting(choice, because);
                }
                case Entrance.Permit permit -> {
                    try (permit) {
                        switch (once(choice, permit, ask, estimate, tries, held, tally)) {
                            case Once.Done(var served) -> {
                                return served;
                            }
                            case Once.Lost(var failure, var committed) -> {
                                permit.failed(failure.fault(), failure.retryAfter());
                                tries.failed(choice, failure, committed, time.nanos());
                                tally.retried(tries.retries());
                            }
                        }
                    }
                }
            }
        }
        return broken(tries, flight);
    }

    private static HealthRule rule(Choice choice, Plan plan) {
        return choice.provider().health().orElse(plan.route().health());
    }

    private Once once(Choice choice, Entrance.Permit permit, Ask ask, Estimate estimate, Tries tries, Reservation held,
            Tally tally) {
        var limits = tries.limits();
        var provider = seams.reach().apply(choice.provider());
        var call = new Call(ask, provider, choice.id(), credential(choice, tally.setup().secrets()),
                tally.exchange().requestHead(), limits, time);
        var meter = new Meter(choice, estimate, held, tally, time);
        tally.flight().running(call, choice.id().label());
        ledger.sending(tally.exchange().id(), meter.number(), choice.id(), estimate.inputTokens(),
                meter.inputPicos());
        meter.sending();
        return switch (seams.upstream().open(call)) {
            case Opening.Failed(var failure, var usage) -> {
                meter.lost(failure, usage, Optional.empty(), Optional.empty());
                yield new Once.Lost(failure, tally.exchange().committed());
            }
            case Opening.Whole whole -> {
                tally.firstContent();
                permit.succeeded(meter.whole(whole));
                yield new Once.Done(new Served.Whole(whole.status(), whole.head(), whole.body()));
            }
            case Opening.Streaming(var answer) -> {
                permit.succeeded(answer.firstToken()); // at once: others may wait for this probe
                yield relay(answer, meter, tally);
            }
        };
    }

    private Once relay(Answer answer, Meter meter, Tally tally) {
        try (answer) {
            tally.firstContent();
            replies.streamHead(tally, answer.status(), answer.head(), meter.label(), meter.number());
            return switch (answer.relay(tally.exchange(), meter)) {
                case Ending.Complete(var tail) -> {
                    meter.streamed(answer);
                    yield new Once.Done(new Served.Streamed(tail));
                }
                case Ending.Broken(var failure) -> {
                    meter.lost(failure, answer.usage(), answer.responseModel(), Optional.of(answer.firstToken()));
                    yield new Once.Lost(failure, true);
                }
            };
        } catch (IOException gone) {
            tally.flight().end(Fault.CLIENT_GONE);
            var failure = Failures.gone(Fault.CLIENT_GONE);
            meter.lost(failure, answer.usage(), answer.responseModel(), Optional.empty());
            return new Once.Lost(failure, true);
        }
    }

    /// The place of a credential in its provider's list is its name in the target's identity.
    private static Optional<String> credential(Choice choice, Secrets secrets) {
        var place = choice.id().credential();
        return place.isEmpty()
                ? Optional.empty()
                : secrets.read(choice.provider().credentials().get(Integer.parseInt(place) - 1));
    }

    /// Waits before a retry; whoever ends the flight ends the wait.
    private boolean waited(Flight flight, Duration wait) {
        if (wait.isZero()) {
            return true;
        }
        var signal = time.signal();
        flight.running(new Flight.Running() {
            @Override
            public void end(Fault why) {
                signal.set();
            }

            @Override
            public void tick(long nanos) {
                // nothing runs out while waiting: the wait was fitted into the total
            }
        }, flight.view().target());
        signal.await(wait);
        return !flight.isEnded();
    }

    private static Served broken(Tries tries, Flight flight) {
        if (flight.why().isPresent()) {
            var failure = Failures.gone(flight.why().get());
            return new Served.Broken(failure, failure.message());
        }
        return tries.last().<Served>map(f -> new Served.Broken(f, Failures.message(f, tries)))
                .orElseGet(() -> new Served.Refused(Failures.resting(tries.story())));
    }
}
