package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.CatalogueProvider;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.ledger.SmokeRuns;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.request.OwnCalls;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Smoke tests: planned, run one at a time, kept. Thread-safe.
public final class SmokeTests implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SmokeTests.class.getName());

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final LiveSetup live;
    private final OwnCalls calls;
    private final SmokeRuns runs;
    private final Supplier<String> ids;
    private final Time time;
    private final AtomicReference<@Nullable Running> running = new AtomicReference<>();
    private volatile int failing;

    /// @param ids makes ids for requests, `req_…`
    public SmokeTests(LiveSetup live, OwnCalls calls, SmokeRuns runs, Supplier<String> ids, Time time) {
        this.live = live;
        this.calls = calls;
        this.runs = runs;
        this.ids = ids;
        this.time = time;
        runs.closeLeftOpen();
        count();
    }

    /// What became of a wish to test.
    public sealed interface Asked {
        /// It can be done.
        record Possible(SmokePlan plan) implements Asked {}

        /// It runs, under this id.
        record Started(String id, SmokePlan plan) implements Asked {}

        /// It cannot; the message is for the user.
        ///
        /// @param field what is wrong: `provider`, `models`, `checks`, `ceiling_usd`; empty where none is
        record Refused(String field, String message) implements Asked {}
    }

    /// What can be tested: models of enabled providers that their lists or routes name, else the catalogue's model for
    /// a trial.
    public List<TargetId> targets() {
        var config = live.current().config();
        return config.providers().stream().filter(Provider::enabled)
                .flatMap(p -> models(config, p).stream().map(m -> new TargetId(p.name(), "", m))).toList();
    }

    /// The models of one provider that a test without further words takes.
    private static Set<String> models(GatewayConfig config, Provider provider) {
        var named = new LinkedHashSet<>(provider.models());
        config.routes().stream().flatMap(r -> r.targets().stream())
                .filter(t -> t.provider().equals(provider.name()) && !t.model().contains(Target.SAME_NAME))
                .forEach(t -> named.add(t.model()));
        if (named.isEmpty()) {
            Catalogue.byBaseUrl(provider.baseUrl()).map(CatalogueProvider::testModel).filter(m -> !m.isEmpty())
                    .ifPresent(named::add);
        }
        return named;
    }

    /// The targets of a provider as an ask.
    ///
    /// @param models empty: those that the configuration names
    public Asked plan(String provider, List<String> models, Set<Check> checks, long ceilingPicos) {
        var config = live.current().config();
        var known = config.provider(provider);
        if (known.isEmpty()) {
            var names = config.providers().stream().map(Provider::name).toList();
            return new Asked.Refused("provider", "There is no provider " + provider + (names.isEmpty()
                    ? ", nor any other yet. Add one to the configuration, or on the page Routes."
                    : ". There are: " + String.join(", ", names) + "."));
        }
        var wanted = models.isEmpty() ? List.copyOf(models(config, known.get())) : models;
        return wanted.isEmpty()
                ? new Asked.Refused("models", "No model of " + provider + " is known. Name one, or list its models in"
                        + " the configuration.")
                : plan(new SmokeAsk(wanted.stream().map(m -> new TargetId(provider, "", m)).toList(), checks,
                        ceilingPicos));
    }

    /// How many calls it takes and what they cost; calls nobody.
    public Asked plan(SmokeAsk ask) {
        var setup = live.current();
        if (ask.targets().isEmpty()) {
            return new Asked.Refused("models", "No target is chosen.");
        }
        if (ask.ceilingPicos() <= 0) {
            return new Asked.Refused("ceiling_usd", "The ceiling must be more than $0.");
        }
        for (var target : ask.targets()) {
            var provider = setup.config().provider(target.provider());
            if (provider.isEmpty() || !provider.get().enabled()) {
                return new Asked.Refused("provider", "The provider " + target.provider()
                        + (provider.isEmpty() ? " does not exist." : " is disabled. Enable it first."));
            }
        }
        return new Asked.Possible(SmokePlan.of(ask, setup, time.instant()));
    }

    /// Starts a run in the background; one runs at a time.
    public Asked start(String author, SmokePlan plan) {
        var ask = plan.ask();
        var at = time.instant();
        var id = "smoke_" + nextId().substring(4);
        var begun = new SmokeRun(id, at, Optional.empty(), author, subject(ask), SmokeRun.State.RUNNING,
                ask.targets().size() * ask.checks().size(), 0, 0, 0, ask.ceilingPicos(), List.of());
        var next = new Running(begun, time);
        var before = running.get();
        if ((before != null && before.now().state() == SmokeRun.State.RUNNING)
                || !running.compareAndSet(before, next)) {
            return new Asked.Refused("", "A smoke test runs already. Wait for its end, or cancel it.");
        }
        time.start("tollgate-smoke", () -> run(next, ask));
        return new Asked.Started(id, plan);
    }

    /// The chance behind ids is for one thread at a time.
    private synchronized String nextId() {
        return ids.get();
    }

    private static String subject(SmokeAsk ask) {
        var providers = ask.targets().stream().map(TargetId::provider).distinct().toList();
        var what = ask.targets().size() == 1
                ? ask.targets().getFirst().label()
                : providers.size() == 1
                        ? providers.getFirst() + ", " + ask.targets().size() + " models"
                        : ask.targets().size() + " targets";
        int all = Check.values().length;
        return what + (ask.checks().size() == all
                ? ", all checks"
                : ", " + ask.checks().size() + " of " + all
                        + " checks");
    }

    private void run(Running run, SmokeAsk ask) {
        var state = SmokeRun.State.INTERRUPTED;
        try {
            runs.begin(run.now());
            state = SmokeRun.State.DONE;
            String halted = "";
            for (var target : ask.targets()) {
                try {
                    if (halted.isEmpty()) {
                        test(run, ask, target);
                    }
                } catch (Running.Halt halt) {
                    state = halt.state();
                    halted = halt.words();
                }
                if (!halted.isEmpty()) {
                    left(run, ask, target, halted);
                }
                run.keep(runs);
            }
        } catch (RuntimeException fault) {
            state = SmokeRun.State.INTERRUPTED;
            LOG.log(System.Logger.Level.WARNING, "smoke test", fault);
            ask.targets().forEach(target -> left(run, ask, target, "The run failed: " + fault.getMessage()));
        } finally {
            end(run, state);
        }
    }

    private void end(Running run, SmokeRun.State state) {
        try {
            run.over(state);
            run.keep(runs);
            count();
        } catch (RuntimeException fault) {
            LOG.log(System.Logger.Level.WARNING, "smoke test", fault);
        } finally {
            run.kept();
        }
    }

    private void test(Running run, SmokeAsk ask, TargetId target) {
        var provider = live.current().config().provider(target.provider());
        if (provider.isEmpty()) {
            throw new Running.Halt(SmokeRun.State.CANCELLED, "The provider " + target.provider()
                    + " was removed while the run went on.");
        }
        var test = new TargetTest(target, provider.get(), new Prober(calls, this::nextId, run, target, provider.get()),
                run,
                time);
        checks(ask).forEach(check -> {
            test.run(check);
            run.keep(runs); // what a kill leaves of it is what was found and spent
        });
    }

    private static Stream<Check> checks(SmokeAsk ask) {
        return Arrays.stream(Check.values()).filter(ask.checks()::contains);
    }

    private void left(Running run, SmokeAsk ask, TargetId target, String why) {
        var have = run.now().cells().stream().filter(c -> c.target().equals(target.label())).map(SmokeCell::check)
                .toList();
        var id = run.now().id();
        checks(ask).filter(c -> !have.contains(c.word())).forEach(c -> run.found(new SmokeCell(id, target.label(),
                c.word(), SmokeCell.State.NOT_RUN, time.instant(), "not run", why, "", 0, 0,
                OptionalLong.empty(), 0, 0, 0, "", "", "", List.of())));
    }

    private void count() {
        var known = new ArrayList<String>();
        targets().forEach(t -> known.add(t.label()));
        failing = (int) runs.latest(1).stream().filter(c -> c.state() == SmokeCell.State.FAILED)
                .filter(c -> known.contains(c.target())).count();
    }

    /// The run that goes on, or the last of this process.
    public Optional<SmokeRun> running() {
        return Optional.ofNullable(running.get()).map(Running::now);
    }

    /// Leaves the call that runs and makes no other.
    ///
    /// @return false where no such run goes on
    public boolean cancel(String id) {
        var now = running.get();
        if (now == null || !now.now().id().equals(id) || now.now().state() != SmokeRun.State.RUNNING) {
            return false;
        }
        now.cancel();
        return true;
    }

    /// How many newest cells of targets that are still configured have failed. Any thread, at any rate.
    public int failing() {
        return failing;
    }

    /// The past.
    public SmokeRuns runs() {
        return runs;
    }

    /// Ends a run that goes on, and waits a moment for it to be kept.
    @Override
    public void close() {
        var now = running.get();
        if (now != null) {
            now.cancel();
            now.awaitEnd(LAST_WORDS);
        }
    }
}
