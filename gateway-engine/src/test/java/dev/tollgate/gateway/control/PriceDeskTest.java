package dev.tollgate.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.config.Retention;
import dev.tollgate.gateway.entry.Asked;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Ended;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Served;
import dev.tollgate.gateway.entry.State;
import dev.tollgate.gateway.entry.Verdict;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.ledger.LedgerHome;
import dev.tollgate.gateway.ledger.Opened;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.pricing.PriceBook;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.time.Time;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was called is priced anew to the pico-dollar, without a trace; edits are all or nothing.
class PriceDeskTest {
    private static final String CONFIG = """
            providers:
              p: { base_url: "http://127.0.0.1:9/v1", models: [large, small, bare] }
              gratis: { base_url: "http://127.0.0.1:9/v1", free: true }
            prices:
              - { provider: p, model: large, from: 2026-01-01, input: 3, cache_read: 0.3, output: 15 }
              - { provider: p, model: small, from: 2026-01-01, input: 0.15, output: 0.6 }
            """;
    private final Instant today = Time.system().instant().truncatedTo(ChronoUnit.MILLIS);
    private final Instant weekAgo = today.minus(Duration.ofDays(7));

    @TempDir
    Path home;

    private static PriceRow row(String model, Instant from, String input, String output) {
        return new PriceRow("p", model, from, Optional.empty(), Map.of(Unit.INPUT, rate(input), Unit.OUTPUT,
                rate(output)), 0, List.of(), false, PriceRow.TYPED);
    }

    private static long rate(String usd) {
        return Picos.perToken(new BigDecimal(usd));
    }

    private static Entry entry(int number, SplittableRandom random, Instant started) {
        var model = List.of("large", "large", "small", "bare").get(random.nextInt(4));
        var provider = random.nextInt(20) == 0 ? "gratis" : "p";
        var usage = Usage.of(1_000 + random.nextInt(20_000), random.nextInt(2_000), UsageSource.REPORTED)
                .with(Unit.CACHE_READ, random.nextInt(900));
        long each = model.equals("large") ? 3_000_000 : 150_000;
        var cost = provider.equals("gratis")
                ? Cost.FREE
                : model.equals("bare")
                        ? Cost.UNPRICED
                        : Cost.of(usage.get(Unit.INPUT) * each, random.nextInt(10) == 0
                                ? CostSource.PROVIDER
                                : CostSource.COMPUTED, CostBound.EXACT,
                                List.of(new Cost.Line(Unit.INPUT, usage.get(Unit.INPUT), each,
                                        usage.get(Unit.INPUT) * each, "p/" + model + " from 2026-01-01", false)));
        var target = new TargetId(provider, "", model);
        var attempt = new Attempt(1, target, started, Outcome.SUCCESS, Optional.empty(), 200, usage, cost,
                Optional.of(model), OptionalLong.of(300), 900, Optional.empty());
        return new Entry("req_%026d".formatted(number), started, Optional.of(started.plusMillis(900)), State.SETTLED,
                new Asked("web", Optional.of("smart"), Optional.of("smart"), Optional.of(Endpoint.CHAT),
                        Optional.of("smart"), true),
                Attribution.NONE, new Ended(Outcome.SUCCESS, 200, Optional.empty(), Optional.empty()),
                Optional.empty(), new Served(Optional.of(target.label()), Optional.empty(),
                        Optional.of(RouteType.DIRECT), Optional.of(provider), Optional.of(model), Optional.of(model),
                        1, 0),
                usage, cost, cost.isPriced() ? 0 : 1, OptionalLong.of(300), 900,
                List.of(new Verdict(target.label(), Verdict.Kind.TRIED, "first in order")), List.of(attempt));
    }

    private void told(int count) {
        var random = new SplittableRandom(7);
        var span = Duration.between(weekAgo, today).toMillis();
        var at = new LedgerHome(home, ZoneOffset.UTC, Retention.DEFAULTS);
        if (!(Ledger.open(at, Time.system(), new Events()) instanceof Opened.Ready(var ledger))) {
            throw new AssertionError();
        }
        for (int i = 0; i < count; i++) {
            while (ledger.status().queued() > 20_000) {
                LockSupport.parkNanos(1_000_000);
            }
            ledger.settled(entry(i, random, weekAgo.plusMillis(span * i / count)));
        }
        ledger.close();
    }

    private Gateway open() {
        return switch (Gateway.open(GatewayOptions.of(home).withPort(0).withStarter(CONFIG))) {
            case Opening.Ready(var gateway) -> gateway;
            case Opening.Refused(var message, var _) -> throw new AssertionError(message);
        };
    }

    private List<Entry> all(Gateway gateway) {
        return gateway.queries().entries(EntryFilter.between(weekAgo, today), 1_000, Optional.empty()).entries();
    }

    private static Preview known(Preview.Outcome outcome) {
        return assertInstanceOf(Preview.Outcome.Known.class, outcome).preview();
    }

    @Test
    void aPreviewIsTheSumOfEachCallUnderTheNewRowAndLeavesNoTrace() {
        told(900);
        try (var gateway = open()) {
            var before = all(gateway);
            var present = gateway.config().prices().getFirst();
            var dearer = row("large", today, "2.7", "13.5");
            var preview = known(gateway.prices().preview(List.of(PriceChange.replace(present, dearer)), weekAgo, today,
                    () -> false));
            assertEquals(before.stream().mapToLong(e -> e.cost().picos()).sum(), preview.oldPicos());
            var touched = before.stream().filter(e -> e.served().target().orElse("").equals("p/large")
                    && e.cost().source() == CostSource.COMPUTED).toList();
            long expected = preview.oldPicos() - touched.stream().mapToLong(e -> e.cost().picos()).sum()
                    + touched.stream().mapToLong(e -> PriceBook.of(dearer, e.usage()).picos()).sum();
            assertEquals(expected, preview.newPicos());
            assertEquals(touched.size(), preview.touched());
            assertEquals(900, preview.requests());
            assertEquals(List.of("large"), preview.models().stream().map(Preview.Model::model).toList());
            assertEquals(10, preview.most().size());
            assertEquals(before, all(gateway));
            assertEquals(0, gateway.configVersion());
        }
    }

    @Test
    void whatHadNoPriceGetsOneAndTheCountSaysSo() {
        told(400);
        try (var gateway = open()) {
            long bare = all(gateway).stream().filter(e -> e.unpriced() > 0).count();
            var unpriced = gateway.prices().table().unpriced();
            assertEquals(List.of("bare"), unpriced.stream().map(PriceTable.Calls::model).toList());
            assertEquals(bare, unpriced.getFirst().requests());
            var preview =
                    known(gateway.prices().preview(List.of(PriceChange.add(row("bare", today, "1", "2"))), weekAgo,
                            today, () -> false));
            assertEquals(bare, preview.oldUnpriced());
            assertEquals(0, preview.newUnpriced());
            assertEquals(bare, preview.touched());
            assertTrue(preview.newPicos() > preview.oldPicos());
        }
    }

    @Test
    void aRowThatAnotherFollowsChangesNothingLately() {
        told(200);
        try (var gateway = open()) {
            var old = row("large", Instant.parse("2025-01-01T00:00:00Z"), "30", "150");
            var preview = known(gateway.prices().preview(List.of(PriceChange.add(old)), weekAgo, today, () -> false));
            assertEquals(0, preview.touched());
        }
    }

    @Test
    void aWindowIsCancelledInTheMiddle() {
        told(100);
        try (var gateway = open()) {
            var seen = new AtomicInteger();
            assertInstanceOf(Preview.Outcome.Cancelled.class,
                    gateway.prices().preview(List.of(), weekAgo, today, () -> seen.incrementAndGet() >= 10));
            assertTrue(seen.get() < 20, "asked " + seen.get() + " times after it was cancelled");
        }
    }

    @Test
    void editsAreAllOrNothingAndTakenBack() {
        try (var gateway = open()) {
            var desk = gateway.prices();
            var large = gateway.config().prices().getFirst();
            var done = assertInstanceOf(Committed.Done.class, desk.commit("test",
                    List.of(PriceChange.replace(large, row("large", today, "1", "2")))));
            // another window still sees the old row
            var stale = assertInstanceOf(Committed.Stale.class, desk.commit("other",
                    List.of(PriceChange.add(row("new", today, "1", "2")), PriceChange.drop(large))));
            assertEquals(List.of(large), stale.gone());
            assertEquals(done.after(), gateway.config().prices());
            var twice = assertInstanceOf(Committed.Refused.class, desk.commit("test",
                    List.of(PriceChange.add(row("large", today, "5", "6")))));
            assertInstanceOf(Applied.Wrong.class, twice.why());
            assertInstanceOf(Committed.Done.class, desk.undo("test", done));
            assertEquals(done.before(), gateway.config().prices());
            assertInstanceOf(Committed.Stale.class, desk.undo("test", done));
        }
    }

    @Test
    void historyTellsEachChangeOfPricesAndLeadsBack() {
        try (var gateway = open()) {
            var desk = gateway.prices();
            desk.commit("one", List.of(PriceChange.add(row("new", today, "1", "2"))));
            var then = gateway.config().prices();
            gateway.versions().apply("two", config -> config.withRoutes(List.of()));
            gateway.versions().apply("three", config -> config.withBudgets(List.of()));
            desk.commit("four", List.of(PriceChange.drop(then.getLast()),
                    PriceChange.replace(then.getFirst(), then.getFirst().withRates(Map.of(Unit.INPUT, 5L)))));
            var steps = gateway.priceHistory().steps(10);
            assertEquals("four", steps.getFirst().author());
            assertEquals(1, steps.getFirst().added());
            assertEquals(2, steps.getFirst().removed());
            var one = steps.stream().filter(step -> step.author().equals("one")).findFirst().orElseThrow();
            assertTrue(steps.stream().noneMatch(step -> step.author().equals("two")));
            assertInstanceOf(Applied.InForce.class, gateway.priceHistory().restore("back", one.version()));
            assertEquals(then, gateway.config().prices());
        }
    }

    @Test
    void aHundredThousandCallsAreReratedInASecond() {
        told(100_000);
        try (var gateway = open()) {
            var desk = gateway.prices();
            var change = List.of(PriceChange.add(row("large", today, "2.7", "13.5")));
            long best = Long.MAX_VALUE;
            for (int i = 0; i < 4; i++) {
                long began = System.nanoTime();
                var preview = known(desk.preview(change, weekAgo, today, () -> false));
                long took = System.nanoTime() - began;
                best = Math.min(best, took);
                assertEquals(100_000, preview.requests());
                System.out.printf("re-rated %,d requests in %,d ms, %,d touched%n", preview.requests(),
                        took / 1_000_000, preview.touched());
            }
            assertTrue(best < 5_000_000_000L, "far beyond a second: " + best / 1_000_000 + " ms");
        }
    }
}
