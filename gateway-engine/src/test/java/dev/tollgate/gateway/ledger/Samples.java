package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.config.Retention;
import dev.tollgate.gateway.entry.Asked;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Ended;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Served;
import dev.tollgate.gateway.entry.State;
import dev.tollgate.gateway.entry.Verdict;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Reason;
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/// Entries of every shape, from a seed, and ledgers to put them in.
final class Samples {
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<TargetId> TARGETS = List.of(new TargetId("openai", "1", "gpt-4o-mini"),
            new TargetId("openai", "2", "gpt-4o"), new TargetId("claude", "1", "claude-haiku-4-5"),
            new TargetId("local", "", "qwen3:4b"));

    private final SplittableRandom random;
    private int number;

    Samples(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static LedgerHome home(Path dir) {
        return new LedgerHome(dir, BERLIN, Retention.DEFAULTS);
    }

    static Ledger open(Path dir) {
        return ready(Ledger.open(home(dir), Time.system(), new Events()));
    }

    static Ledger ready(Opened opened) {
        return switch (opened) {
            case Opened.Ready(var ledger) -> ledger;
            case Opened.Refused(var message, _) -> throw new AssertionError(message);
        };
    }

    /// Waits until what was settled is in the database.
    static void written(Ledger ledger) {
        while (ledger.status().queued() > 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    /// Settles, and waits for the commit that covers it.
    static void settle(Ledger ledger, List<Entry> entries) {
        entries.forEach(ledger::settled);
        written(ledger);
    }

    static long sequence(Event event) {
        return event instanceof Event.Committed(_, var sequence) ? sequence : 0;
    }

    List<Entry> entries(int count, Instant from, Instant to) {
        var list = new ArrayList<Entry>(count);
        for (int i = 0; i < count; i++) {
            list.add(entry(between(from, to)));
        }
        return list;
    }

    Instant between(Instant from, Instant to) {
        return from.plusNanos(random.nextLong(Duration.between(from, to).toNanos()) / 1_000_000 * 1_000_000);
    }

    Entry entry(Instant started) {
        return entry(String.format("req_%026d", ++number), started);
    }

    Entry entry(String id, Instant started) {
        var attempts = new ArrayList<Attempt>();
        int tries = one(0, 1, 1, 1, 1, 1, 2, 3);
        for (int n = 1; n <= tries; n++) {
            attempts.add(attempt(n, started, n == tries));
        }
        var usage = attempts.stream().map(Attempt::usage).reduce(Usage.NONE, Usage::plus);
        var cost = attempts.stream().map(Attempt::cost).reduce(Cost.NONE, Cost::plus);
        int unpriced = (int) attempts.stream()
                .filter(a -> !a.cost().isPriced() && a.usage().source() != UsageSource.NONE).count();
        var outcome = attempts.isEmpty() ? Outcome.REJECTED : attempts.getLast().outcome();
        var route = maybe("fast", "smart");
        return new Entry(id, started, Optional.of(started.plusMillis(random.nextInt(20_000))), State.SETTLED,
                new Asked(word("web", "lab", "agents"), route, route, Optional.of(Endpoint.CHAT),
                        maybe("fast", "gpt-4o"), random.nextBoolean()),
                who(), new Ended(outcome, attempts.isEmpty() ? 429 : 200,
                        attempts.isEmpty() ? Optional.of(Reason.BUDGET_EXCEEDED) : Optional.empty(),
                        maybe("a message, with \"quotes\" – and ümlauts")),
                Optional.empty(), served(attempts), usage, cost, unpriced,
                random.nextBoolean() ? OptionalLong.of(random.nextInt(5_000)) : OptionalLong.empty(),
                random.nextInt(60_000), List.of(new Verdict("openai/gpt-4o", Verdict.Kind.TRIED, "first in order"),
                        new Verdict("local/qwen3:4b", Verdict.Kind.DROPPED,
                                "resting for " + random.nextInt(100) + " s")),
                attempts);
    }

    private Served served(List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return Served.NOBODY;
        }
        var first = attempts.getFirst().target();
        var last = attempts.getLast().target();
        return new Served(Optional.of(last.label()),
                first.equals(last) ? Optional.empty() : Optional.of(first.label()),
                Optional.of(attempts.size() > 1 ? RouteType.BACKUP : RouteType.DIRECT), Optional.of(last.provider()),
                Optional.of(last.model()), attempts.getLast().responseModel(), attempts.size(), 0);
    }

    private Attempt attempt(int n, Instant started, boolean last) {
        var target = TARGETS.get(random.nextInt(TARGETS.size()));
        var outcome = last
                ? word(Outcome.SUCCESS, Outcome.SUCCESS, Outcome.FAILED, Outcome.INVALID_OUTPUT,
                        Outcome.INTERRUPTED, Outcome.REFUSED)
                : Outcome.FAILED;
        var usage = word(0, 1, 2, 3) == 0 ? Usage.NONE : usage();
        return new Attempt(n, target, started.plusMillis(n), outcome,
                outcome == Outcome.FAILED ? Optional.of(Fault.TIMEOUT_IDLE) : Optional.empty(), 200, usage, cost(usage),
                maybe(target.model() + "-2026-01-01"), OptionalLong.of(random.nextInt(500)), random.nextInt(10_000),
                maybe("what went wrong"));
    }

    private Usage usage() {
        return Usage.of(1_000 + random.nextInt(5_000), random.nextInt(2_000),
                word(UsageSource.REPORTED, UsageSource.ESTIMATED, UsageSource.AT_LEAST))
                .with(Unit.CACHE_READ, random.nextInt(1_000));
    }

    private Cost cost(Usage usage) {
        if (usage.source() == UsageSource.NONE) {
            return Cost.NONE;
        }
        if (random.nextInt(10) == 0) {
            return Cost.UNPRICED;
        }
        long fresh = usage.get(Unit.INPUT) - usage.get(Unit.CACHE_READ);
        var price = "openai/gpt-4o from 2026-01-01";
        var lines = List.of(new Cost.Line(Unit.INPUT, fresh, 150_000, fresh * 150_000, price, false),
                new Cost.Line(Unit.CACHE_READ, usage.get(Unit.CACHE_READ), 75_000,
                        usage.get(Unit.CACHE_READ) * 75_000, price, true),
                new Cost.Line(Unit.OUTPUT, usage.get(Unit.OUTPUT), 600_000, usage.get(Unit.OUTPUT) * 600_000, price,
                        false));
        return new Cost(lines.stream().mapToLong(Cost.Line::picos).sum(), CostSource.COMPUTED,
                word(CostBound.EXACT, CostBound.ESTIMATED, CostBound.AT_LEAST), lines,
                random.nextBoolean() ? OptionalLong.of(random.nextInt()) : OptionalLong.empty());
    }

    private Attribution who() {
        var values = new EnumMap<Dimension, String>(Dimension.class);
        maybe("acme", "globex", "initech").ifPresent(v -> values.put(Dimension.CUSTOMER, v));
        maybe("search", "chat").ifPresent(v -> values.put(Dimension.FEATURE, v));
        maybe("prod", "dev").ifPresent(v -> values.put(Dimension.ENVIRONMENT, v));
        maybe("ann", "bob", "eve").ifPresent(v -> values.put(Dimension.USER, v));
        maybe("t-" + random.nextInt(50)).ifPresent(v -> values.put(Dimension.THREAD, v));
        List<String> tags = random.nextInt(4) == 0 ? List.of("beta", "x") : List.of();
        return new Attribution(values, tags, values.isEmpty()
                ? values
                : new EnumMap<>(
                        Map.of(Dimension.CUSTOMER, "x-tollgate-customer")));
    }

    private int one(int... values) {
        return values[random.nextInt(values.length)];
    }

    @SafeVarargs
    private <T> T word(T... values) {
        return values[random.nextInt(values.length)];
    }

    @SafeVarargs
    private <T> Optional<T> maybe(T... values) {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(values[random.nextInt(values.length)]);
    }
}
