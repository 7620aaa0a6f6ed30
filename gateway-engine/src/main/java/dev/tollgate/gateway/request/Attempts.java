package dev.tollgate.gateway.request;

import dev.tollgate.gateway.admission.Reservation;
import dev.tollgate.gateway.config.HealthRule;
import dev.tollgate.gateway.event.Flight;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.routing.Choice;
import dev.tollgate.gateway.routing.Entrance;
import dev.tollgate.gateway.routing.Health;
import dev.tollgate.gateway.routing.Plan;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.upstream.Answer;
import dev.tollgate.gateway.upstream.Call;
import dev.tollgate.gateway.upstream.Ending;
import dev.tollgate.gateway.upstream.Failure;
import dev.tollgate.gateway.upstream.Opening;
import dev.tollgate.gateway.upstream.judge.Demand;
import dev.tollgate.gateway.upstream.judge.Judge;
import dev.tollgate.gateway.upstream.judge.Unfit;
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

        /// @param relayed the client has a part of its answer
        record Lost(Failure failure, boolean relayed) implements Once {}
    }

    Served run(Plan plan, Ask ask, Estimate estimate, Reservation held, Tally tally) {
        if (ask.stream()) {
            replies.keepAlive(tally);
        }
        return new Trip(plan, ask, estimate, held, tally).run();
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

    private static HealthRule rule(Choice choice, Plan plan) {
        return choice.provider().health().orElse(plan.route().health());
    }

    private static long tokens(Usage usage) {
        return usage.get(Unit.INPUT) + usage.get(Unit.OUTPUT);
    }

    /// An answer that is not what was asked for, in case that nobody does better.
    private record Aside(Served.Whole served, Unfit unfit, int attempt) {}

    /// One request on its way from target to target.
    private final class Trip {
        private final Plan plan;
        private final Ask ask;
        private final Estimate estimate;
        private final Reservation held;
        private final Tally tally;
        private final Rescue rescue;
        private final Tries tries;
        private final Optional<Judge> judge;
        private Optional<Aside> aside = Optional.empty();
        private boolean lacksRoom;

        Trip(Plan plan, Ask ask, Estimate estimate, Reservation held, Tally tally) {
            this.plan = plan;
            this.ask = ask;
            this.estimate = estimate;
            this.held = held;
            this.tally = tally;
            judge = Judge.of(ask, plan.route().policy().escalateOn());
            rescue = new Rescue(plan, ask);
            tries = new Tries(plan, rescue::suits, choice -> health.mayRetry(choice.id()), seams.random(),
                    time.nanos());
        }

        Served run() {
            var flight = tally.flight();
            while (!flight.isEnded() && tries.next() instanceof Tries.Next.Go(Choice choice, Duration wait)) {
                if (!waited(flight, wait)) {
                    break;
                }
                var served = turn(choice);
                if (served.isPresent()) {
                    return served.get();
                }
            }
            return broken();
        }

        /// One target's turn; empty where the next one has to be asked.
        private Optional<Served> turn(Choice choice) {
            var key = choice.credential().flatMap(c -> tally.setup().secrets().read(c.secret()));
            if (choice.credential().isPresent() && key.isEmpty()) {
                pass(choice, unreadable(choice));
                return Optional.empty();
            }
            return switch (health.enter(choice, rule(choice, plan), estimate.inputTokens())) {
                case Entrance.Resting(var _, var because, var byLimit) -> {
                    lacksRoom |= byLimit;
                    pass(choice, because);
                    yield Optional.empty();
                }
                case Entrance.Permit permit -> {
                    tally.letIn();
                    try (permit) {
                        yield tried(choice, key, permit);
                    }
                }
            };
        }

        private void pass(Choice choice, String because) {
            tally.passed(choice, because);
            tries.resting(choice, because);
        }

        /// Without its key a provider is not called: it would only refuse, and be said to be at fault.
        private String unreadable(Choice choice) {
            var why = choice.credential().flatMap(c -> tally.setup().secrets().problem(c.secret()))
                    .orElse("it came too late");
            return "its credential cannot be read: " + why;
        }

        private Optional<Served> tried(Choice choice, Optional<String> key, Entrance.Permit permit) {
            return switch (once(choice, key, permit)) {
                case Once.Done(var served) -> Optional.of(served);
                case Once.Lost(var failure, var relayed) -> {
                    if (ask.endpoint() != Endpoint.COUNT_TOKENS) { // who cannot count may answer well
                        permit.failed(failure.fault(), failure.retryAfter());
                    }
                    if (relayed) {
                        tries.broke(choice, failure, rescue.begin(failure), time.nanos());
                    } else {
                        tries.failed(choice, failure, time.nanos());
                    }
                    tally.retried(tries.retries());
                    yield Optional.empty();
                }
            };
        }

        private Once once(Choice choice, Optional<String> key, Entrance.Permit permit) {
            var call = call(choice, key);
            var meter = new Meter(choice, estimate, held, tally, time);
            if (rescue.resumption(choice).isPresent() && !meter.goOn(estimate.inputTokens(), 0)) {
                return new Once.Lost(Failures.gone(Fault.CUT), false); // its budget has no room for a second answer
            }
            ledger.sending(tally.exchange().id(), meter.number(), choice.id(), estimate.inputTokens(),
                    meter.inputPicos());
            meter.sending();
            return switch (seams.upstream().open(call)) {
                case Opening.Failed(var failure, var usage) -> {
                    meter.lost(failure, usage, Optional.empty(), Optional.empty());
                    permit.used(tokens(usage));
                    yield new Once.Lost(failure, false);
                }
                case Opening.Whole whole -> whole(whole, Optional.empty(), meter, permit);
                case Opening.Streaming(var answer) -> streaming(answer, meter, permit);
                case Opening.Unsuited(var came, var unfit) -> tries.another()
                        ? unsuited(choice, came, unfit, meter, permit)
                        : switch (came) {
                            case Opening.Whole whole -> whole(whole, Optional.of(unfit), meter, permit);
                            case Opening.Streaming(var answer) -> streaming(answer, meter, permit);
                        };
            };
        }

        private Once whole(Opening.Whole whole, Optional<Unfit> unfit, Meter meter, Entrance.Permit permit) {
            tally.firstContent();
            permit.heard(whole.head());
            permit.succeeded(meter.whole(whole, unfit));
            permit.used(tokens(whole.usage()));
            unfit.ifPresent(tally::unfit);
            return new Once.Done(new Served.Whole(whole.status(), whole.head(), whole.body()));
        }

        private Once streaming(Answer answer, Meter meter, Entrance.Permit permit) {
            permit.heard(answer.head());
            permit.succeeded(answer.firstToken()); // at once: others may wait for this probe
            try {
                return relay(answer, meter);
            } finally {
                permit.used(tokens(answer.usage()));
            }
        }

        /// Paid, and put aside: another target may do better. The target itself is well.
        private Once unsuited(Choice choice, Opening.Came came, Unfit unfit, Meter meter, Entrance.Permit permit) {
            int status = switch (came) {
                case Opening.Whole whole -> {
                    permit.succeeded(meter.whole(whole, Optional.of(unfit)));
                    permit.used(tokens(whole.usage()));
                    aside = Optional.of(new Aside(new Served.Whole(whole.status(), whole.head(), whole.body()), unfit,
                            meter.number()));
                    yield whole.status();
                }
                case Opening.Streaming(var answer) -> {
                    permit.succeeded(answer.firstToken());
                    answer.held().ifPresent(all -> aside = Optional.of(new Aside(new Served.Whole(answer.status(),
                            answer.head(), all), unfit, meter.number())));
                    answer.close();
                    meter.streamed(answer, Optional.of(unfit));
                    permit.used(tokens(answer.usage()));
                    yield answer.status();
                }
            };
            return new Once.Lost(Failures.unfit(choice.id().label(), status, unfit), false);
        }

        private Call call(Choice choice, Optional<String> key) {
            var provider = seams.reach().apply(choice.provider());
            var call = new Call(ask, provider, choice.id(), key, tally.exchange().requestHead(), tries.limits(), time,
                    tries.strict());
            boolean held = plan.route().policy().holdStreams() && tries.another();
            judge.ifPresent(known -> call.demands(new Demand(known, held)));
            tally.flight().running(call, choice.id().label());
            rescue.resumption(choice).ifPresent(from -> {
                call.resumes(from);
                tally.flight().rescuing();
            });
            return call;
        }

        private Once relay(Answer answer, Meter meter) {
            try (answer) {
                tally.firstContent();
                tally.streams(answer);
                replies.streamHead(tally, answer.status(), answer.head(), meter.label(), meter.number());
                return switch (answer.relay(rescue.through(tally.exchange()), meter)) {
                    case Ending.Complete(var tail) -> {
                        var unfit = answer.unfit();
                        meter.streamed(answer, unfit);
                        unfit.ifPresent(tally::unfit);
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

        private Served broken() {
            var why = tally.flight().why();
            if (why.isEmpty() && aside.isPresent()) { // nobody did better
                tally.unfit(aside.get().unfit());
                tally.answeredBy(aside.get().attempt());
                return aside.get().served();
            }
            if (why.isPresent()) {
                var failure = tally.outgrown().map(Failures::outgrown).orElseGet(() -> Failures.gone(why.get()));
                return new Served.Broken(failure, failure.message());
            }
            return tries.last().<Served>map(f -> new Served.Broken(f, Failures.message(f, tries)))
                    .orElseGet(() -> lacksRoom
                            ? new Served.NoRoom(Failures.resting(tries.story()))
                            : new Served.Refused(Failures.resting(tries.story())));
        }
    }
}
