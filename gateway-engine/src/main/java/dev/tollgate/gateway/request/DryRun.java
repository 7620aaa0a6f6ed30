package dev.tollgate.gateway.request;

import dev.tollgate.gateway.access.Access;
import dev.tollgate.gateway.access.Grant;
import dev.tollgate.gateway.admission.Admission;
import dev.tollgate.gateway.admission.Claim;
import dev.tollgate.gateway.admission.Decision;
import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.entry.Verdict;
import dev.tollgate.gateway.request.Explained.Fate;
import dev.tollgate.gateway.request.Explained.Rung;
import dev.tollgate.gateway.routing.Choice;
import dev.tollgate.gateway.routing.Health;
import dev.tollgate.gateway.routing.Plan;
import dev.tollgate.gateway.routing.Question;
import dev.tollgate.gateway.routing.Routed;
import dev.tollgate.gateway.routing.Router;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Ask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Sends a call through everything but the network: whom it would reach, who is left out, and why. Takes nothing and
/// counts nothing. Reads secrets, so it may take a while; thread-safe.
public final class DryRun {
    /// Nothing is drawn by chance here: who has the larger weight stands first.
    private static final double MIDDLE = 0.5;

    private final LiveSetup live;
    private final Access access;
    private final Router router;
    private final Health health;
    private final Admission admission;
    private final Time time;

    DryRun(LiveSetup live, Access access, Router router, Health health, Admission admission, Time time) {
        this.live = live;
        this.access = access;
        this.router = router;
        this.health = health;
        this.admission = admission;
        this.time = time;
    }

    /// With the configuration in force.
    public Explained of(Hypothesis asked) {
        return of(asked, live.current());
    }

    /// With a configuration that is not in force yet: what pending edits would do.
    public Explained of(Hypothesis asked, GatewayConfig pending) {
        return all(List.of(asked), pending).getFirst();
    }

    /// Many at once with a configuration that is not in force yet.
    public List<Explained> all(List<Hypothesis> asked, GatewayConfig pending) {
        var current = live.current();
        var setup = Setup.of(pending, current.secrets(), current.version());
        return asked.stream().map(each -> of(each, setup)).toList();
    }

    private Explained of(Hypothesis asked, Setup setup) {
        var key = key(setup.config(), asked.key());
        return switch (access.wouldGrant(setup.config(), key, asked.head(), asked.ask())) {
            case Grant.Forbidden no -> refused(asked, no.message());
            case Grant.UnknownModel no -> refused(asked, no.message());
            case Grant.Granted yes -> switch (Maxima.of(key, asked.ask())) {
                case Maxima.Over(var rejection) -> refused(asked, rejection.message());
                case Maxima.Fits(var ask) -> {
                    var routed = router.plan(new Question(yes.route(), ask, yes.who()), setup.config(),
                            new Moment(setup, ask, yes.who(), admission, time.instant(), () -> MIDDLE));
                    yield new Walk(asked, ask, setup, key, yes, time.instant()).explain(routed);
                }
            };
        };
    }

    private static KeyEntry key(GatewayConfig config, String name) {
        return config.keys().stream().filter(k -> k.name().equals(name)).findFirst()
                .orElseGet(() -> KeyEntry.of(name.isEmpty() ? "any" : name, new Secret.Hashed("")));
    }

    private static Explained refused(Hypothesis asked, String why) {
        return new Explained(asked, Optional.of(why), Optional.empty(), Optional.empty(), List.of(), List.of(), 0);
    }

    /// One run over one route.
    private final class Walk {
        private final Hypothesis asked;
        private final Ask ask;
        private final Setup setup;
        private final KeyEntry key;
        private final Grant.Granted granted;
        private final Instant at;
        private boolean taken;

        Walk(Hypothesis asked, Ask ask, Setup setup, KeyEntry key, Grant.Granted granted, Instant at) {
            this.asked = asked;
            this.ask = ask;
            this.setup = setup;
            this.key = key;
            this.granted = granted;
            this.at = at;
        }

        Explained explain(Routed routed) {
            return switch (routed) {
                case Routed.NoTarget no -> new Explained(asked, Optional.of(no.message()), Optional.empty(),
                        Optional.of(granted.route().name()), granted.notes(), rungs(List.of(), no.dropped()), 0);
                case Routed.Planned(var plan) -> {
                    var estimate = Estimate.of(setup, plan, ask, granted.who(), at);
                    yield new Explained(asked, Optional.empty(), barred(plan, estimate),
                            Optional.of(granted.route().name()), granted.notes(),
                            rungs(plan.choices(), plan.dropped()), estimate.picos());
                }
            };
        }

        /// In the order of a real call: the route's and the key's own rules, then limits and budgets as they stand now.
        private Optional<String> barred(Plan plan, Estimate estimate) {
            if (plan.route().refuseUnpriced() && estimate.unpriced().isPresent()) {
                return Optional.of(Rejection.unpriced(estimate.unpriced().get()).message());
            }
            var config = setup.config();
            return Maxima.of(key, estimate).map(Rejection::message).or(() -> admission.preview(config.budgets(),
                    config.billingZone(), new Claim("", granted.who(), key.limits(), estimate.picos(),
                            estimate.tokens(), estimate.unpriced().isEmpty()))
                    .flatMap(Walk::words));
        }

        private static Optional<String> words(Decision decision) {
            return switch (decision) {
                case Decision.OverBudget no -> Optional.of(no.message());
                case Decision.RateLimited no -> Optional.of(no.message());
                case Decision.Admitted _ -> Optional.empty();
            };
        }

        /// In the order of the route: what the plan chose and what it left out stand mixed there.
        private List<Rung> rungs(List<Choice> choices, List<Verdict> dropped) {
            var rungs = new ArrayList<Rung>();
            var left = new ArrayList<>(dropped);
            for (var target : granted.route().targets()) {
                var label = target.provider() + "/" + model(target);
                left.stream().filter(v -> v.target().equals(label)).forEach(v -> rungs.add(dropped(target, v)));
                left.removeIf(v -> v.target().equals(label));
                for (var choice : choices) {
                    if (choice.target().equals(target)) {
                        rungs.add(rung(choice));
                    }
                }
            }
            return rungs;
        }

        private String model(Target target) {
            return target.model().equals(Target.SAME_NAME) ? asked.model() : target.model();
        }

        private Rung dropped(Target target, Verdict verdict) {
            return new Rung(verdict.target(), target.type(), Fate.DROPPED, verdict.reason(), List.of(),
                    OptionalLong.empty());
        }

        private Rung rung(Choice choice) {
            var locked = choice.credential().flatMap(c -> setup.secrets().problem(c.secret()));
            if (locked.isPresent()) {
                return new Rung(choice.id().label(), choice.target().type(), Fate.DROPPED,
                        "its credential cannot be read: " + locked.get(), List.of(), OptionalLong.empty());
            }
            var fate = taken ? Fate.STANDBY : Fate.TAKEN;
            taken = true;
            return new Rung(choice.id().label(), choice.target().type(), fate, choice.reason(), facts(choice),
                    likely(choice));
        }

        private OptionalLong likely(Choice choice) {
            long picos = setup.prices().rates(choice.id(), choice.provider().free(), asked.input(), at)
                    .picos(asked.input(), asked.output());
            return picos < 0 ? OptionalLong.empty() : OptionalLong.of(picos);
        }

        private List<String> facts(Choice choice) {
            var facts = new ArrayList<String>();
            facts.add(answers(choice.id()));
            pace(choice.provider(), choice.id()).ifPresent(facts::add);
            context(choice).ifPresent(tokens -> facts.add(asked.input() + " tokens in, its context is " + tokens));
            if (choice.provider().credentials().size() > 1) {
                facts.add("with credential " + choice.id().credential() + " of "
                        + choice.provider().credentials().size());
            }
            return facts;
        }

        private String answers(TargetId id) {
            return health.states().stream().filter(s -> s.id().equals(id)).findFirst().map(s -> {
                long calls = s.succeeded() + s.failed();
                return s.succeeded() + " of " + calls + (calls == 1 ? " call" : " calls") + " answered since the start";
            }).orElse("not called since the start");
        }

        private Optional<String> pace(Provider provider, TargetId id) {
            if (id.credential().isEmpty()) {
                return Optional.empty();
            }
            var state = health.paces(provider).get(Integer.parseInt(id.credential()) - 1);
            return state.rpm().isPresent()
                    ? Optional.of(state.calls() + " of " + state.rpm().getAsLong() + " calls this minute")
                    : Optional.empty();
        }

        private static Optional<Long> context(Choice choice) {
            var own = choice.target().context();
            var known = own.isPresent()
                    ? own
                    : Catalogue.model(choice.provider(), choice.id().model()).map(m -> m.context())
                            .orElse(OptionalLong.empty());
            return known.isPresent() ? Optional.of(known.getAsLong()) : Optional.empty();
        }
    }
}
