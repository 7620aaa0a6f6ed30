package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.HealthRule;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Retries;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.config.Serving;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.config.Timeouts;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.request.OwnCalls;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Reason;
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.upstream.Tap;
import dev.tollgate.gateway.wire.MemoryExchange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Makes the calls to one target: the engine's own path, a budget of the run's own for the ceiling, and a tap on the
/// wire. What a provider asks for (another name of the cap, more tokens, a moment's wait) is done once. For one thread.
final class Prober {
    /// Whose calls they are, in the ledger.
    static final String KEY = "tollgate-smoke";
    static final String FEATURE = "smoke";

    private static final Timeouts PATIENCE = new Timeouts(Duration.ofSeconds(5), Optional.of(Duration.ofSeconds(45)),
            Optional.of(Duration.ofSeconds(60)), Duration.ofSeconds(15), Duration.ofSeconds(90));
    private static final Duration UNSAID_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final OwnCalls calls;
    private final Supplier<String> ids;
    private final Running run;
    private final OwnCalls.Caller caller;
    private final Provider provider;
    private Probe.Cap cap;

    Prober(OwnCalls calls, Supplier<String> ids, Running run, TargetId target, Provider provider) {
        this.calls = calls;
        this.ids = ids;
        this.run = run;
        this.provider = provider;
        this.cap = SmokePlan.cap(provider, target.model());
        var begun = run.now();
        var key = KeyEntry.of(KEY, new Secret.Hashed("")).withAttribution(Map.of(),
                Map.of(Dimension.FEATURE, FEATURE, Dimension.TASK, begun.id()));
        var to = new Target(target.provider(), target.model(), RouteType.DIRECT, OptionalLong.empty(),
                OptionalLong.empty());
        // nothing can be held for a call without a price: the plan says so beforehand
        var route = new Route(target.label(), List.of(to), PATIENCE,
                new Retries(0, Duration.ofMillis(1), Duration.ofMillis(1)), HealthRule.DEFAULTS, false, 0);
        this.caller = new OwnCalls.Caller(key, route, new Budget("smoke-" + begun.id(),
                new Scope(Map.of(Dimension.TASK, begun.id()), Optional.empty()), Budget.Calendar.TOTAL,
                Budget.Unit.USD, begun.ceiling(), Budget.BLOCK_AT_FULL, Set.of(), true));
    }

    /// Makes the call and waits for what becomes of it.
    ///
    /// @throws Running.Halt where no call may be made any more
    Came make(Probe probe) {
        var entries = new ArrayList<Entry>();
        var heard = new ArrayList<Tap.Heard>();
        for (int again = 0; again < 2; again++) {
            var converted = once(probe, entries, heard);
            var came = new Came(probe, entries, heard, converted);
            if (!worthAnother(came)) {
                return came;
            }
        }
        var last = once(probe, entries, heard);
        return new Came(probe, entries, heard, last);
    }

    private Optional<Came.Converted> once(Probe probe, List<Entry> entries, List<Tap.Heard> heard) {
        var exchange = new MemoryExchange(ids.get(), "POST", probe.path(), OwnCalls.head(caller),
                probe.body(caller.route().targets().getFirst().model(), cap).getBytes(StandardCharsets.UTF_8));
        if (probe == Probe.CANCEL) {
            exchange.leaveAfter(1);
        }
        run.begins(exchange);
        var tap = new Tap();
        var settled = new AtomicReference<Entry>();
        tap.during(() -> settled.set(calls.make(caller, probe.endpoint(), exchange)));
        var entry = settled.get();
        run.ended(entry, !tap.heard().isEmpty());
        entries.add(entry);
        heard.addAll(tap.heard());
        halted(entry);
        return converts(probe)
                ? Optional.of(new Came.Converted(exchange.status(), exchange.text()))
                : Optional.empty();
    }

    /// Whether the provider answers such a call in another protocol.
    boolean converts(Probe probe) {
        return Serving.at(provider, probe.endpoint()).filter(probe.endpoint()::equals).isEmpty();
    }

    private void halted(Entry entry) {
        run.checked();
        var told = entry.result().message().orElse("");
        if (entry.result().reason().isPresent()) {
            var reason = entry.result().reason().get();
            boolean ours = reason == Reason.BUDGET_EXCEEDED && told.contains(caller.ceiling().name());
            throw ours
                    ? new Running.Halt(SmokeRun.State.CEILING, "The ceiling of $" + Picos.usd(run.now().ceiling())
                            + " leaves no room: $" + Picos.usd(run.now().picos())
                            + " are spent, and the next call could have passed it.")
                    : new Running.Halt(SmokeRun.State.CANCELLED, "Tollgate itself refuses the call: " + told);
        }
        if (entry.attempts().stream().anyMatch(a -> a.fault().filter(f -> f == Fault.CUT).isPresent())) {
            throw new Running.Halt(SmokeRun.State.CANCELLED, "A call was cut from outside the run, or outgrew the"
                    + " ceiling.");
        }
    }

    private boolean worthAnother(Came came) {
        var fault = came.fault();
        if (fault.isEmpty()) {
            return came.probe() == Probe.CHAT && thoughtTooLong(came);
        }
        if (fault.get() == Fault.BAD_REQUEST && came.probe() != Probe.ERROR && !cap.completion()
                && came.received().contains("max_completion_tokens")) {
            cap = cap.renamed();
            return true;
        }
        return fault.get() == Fault.RATE_LIMITED && came.entries().size() == 1 && waited(came);
    }

    private boolean thoughtTooLong(Came came) {
        var choice = came.json().path("choices").path(0);
        boolean empty = choice.path("message").path("content").asString("").isBlank()
                && choice.path("finish_reason").asString("").equals("length");
        if (empty && cap.canGrow()) {
            cap = cap.grown();
            return true;
        }
        return false;
    }

    private boolean waited(Came came) {
        var wait = came.head().first("retry-after").filter(text -> text.strip().matches("\\d{1,4}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text.strip()))).orElse(UNSAID_WAIT);
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            return false;
        }
        run.waits(wait);
        return true;
    }
}
