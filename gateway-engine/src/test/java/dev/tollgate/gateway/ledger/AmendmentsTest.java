package dev.tollgate.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Dimension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a batch came to is added to the request that made it, once, and every sum says so.
class AmendmentsTest {
    private static final Instant FROM = Instant.parse("2026-10-24T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-10-26T00:00:00Z");

    @TempDir
    Path dir;

    private final Samples samples = new Samples(21);

    private static Kept batch(Entry entry) {
        return new Kept("batch-" + entry.id(), "app", "openai", "1", FROM, Optional.of(entry.id()), Optional.empty());
    }

    private static Amendment amendment(Entry entry, int n) {
        var cost = n % 5 == 0 ? Cost.UNPRICED : Cost.of(n * 1_000L, CostSource.COMPUTED, CostBound.EXACT, List.of());
        return new Amendment("batch-" + entry.id(), entry.id(), Usage.of(100L + n, n, UsageSource.REPORTED), cost,
                Optional.of("model-" + n % 3), "batch");
    }

    private static Totals sum(Iterable<Entry> entries) {
        var sum = Totals.ZERO;
        for (var e : entries) {
            var counters = Counters.array(Counters.of(e));
            counters[11] = Counters.unpriced(e).isPresent() ? 1 : 0;
            sum = sum.plus(Counters.totals(counters));
        }
        return sum;
    }

    private static void check(Ledger ledger, Map<String, Entry> entries) {
        entries.forEach((id, entry) -> assertEquals(Optional.of(entry), ledger.queries().entry(id)));
        assertEquals(sum(entries.values()), ledger.queries().total(FROM, TO).totals());
        for (var step : SpendQuery.Step.values()) {
            var rows = ledger.queries().spend(new SpendQuery(List.of(Dimension.RESPONSE_MODEL), FROM, TO, step,
                    Duration.ZERO, Map.of()));
            for (var model : List.of("model-0", "model-1", "model-2")) {
                long picos = entries.values().stream().flatMap(e -> e.attempts().stream())
                        .filter(a -> a.responseModel().equals(Optional.of(model))).mapToLong(a -> a.cost().picos())
                        .sum();
                assertEquals(picos, rows.stream().filter(row -> row.by().getFirst().equals(model))
                        .mapToLong(row -> row.totals().picos()).sum(), step + " of " + model);
            }
        }
        var users = entries.values().stream().filter(e -> e.attribution().get(Dimension.USER).isPresent())
                .collect(Collectors.groupingBy(e -> e.attribution().get(Dimension.USER).orElseThrow()));
        ledger.queries().spend(new SpendQuery(List.of(Dimension.USER), FROM, TO, SpendQuery.Step.DAY, Duration.ZERO,
                Map.of())).forEach(
                        row -> assertEquals(sum(users.getOrDefault(row.by().getFirst(), List.of())),
                                row.totals()));
    }

    @Test
    void everySumFollowsAndARestartChangesNothing() {
        var entries = new HashMap<String, Entry>();
        var made = new ArrayList<>(samples.entries(300, FROM, TO));
        made.forEach(entry -> entries.put(entry.id(), entry));
        try (var ledger = Samples.open(dir)) {
            Samples.settle(ledger, made);
            int n = 0;
            for (var entry : made) {
                if (n++ % 3 == 0 && !entry.attempts().isEmpty()) {
                    ledger.kept().add(List.of(batch(entry)));
                    var now = ledger.amend(amendment(entry, n)).orElseThrow();
                    assertEquals(amendment(entry, n).on(entry), now);
                    entries.put(entry.id(), now);
                }
            }
            check(ledger, entries);
            var more = samples.entry(FROM.plusSeconds(60));
            Samples.settle(ledger, List.of(more));
            entries.put(more.id(), more);
            check(ledger, entries);
        }
        try (var ledger = Samples.open(dir)) {
            check(ledger, entries);
            for (var entry : made) {
                assertTrue(ledger.amend(amendment(entry, 7)).isEmpty(), "charged twice, or never a batch");
            }
            check(ledger, entries);
        }
    }

    @Test
    void aRequestThatHasJustSettledIsWaitedFor() {
        try (var ledger = Samples.open(dir)) {
            var entry = samples.entries(20, FROM, TO).stream().filter(e -> !e.attempts().isEmpty()).findFirst()
                    .orElseThrow();
            ledger.kept().add(List.of(batch(entry)));
            ledger.settled(entry);
            assertTrue(ledger.amend(amendment(entry, 1)).isPresent());
        }
    }
}
