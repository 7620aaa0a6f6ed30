package dev.tollgate.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.Retention;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Roll-ups are the sums of the entries, to the pico-dollar, however they are cut.
class RollupTest {
    private static final Instant FROM = Instant.parse("2026-10-23T22:00:00Z");
    private static final Instant TO = Instant.parse("2026-10-27T23:00:00Z");

    @TempDir
    Path dir;

    private static Totals sum(List<Entry> entries) {
        return entries.stream().map(e -> {
            var counters = Counters.array(Counters.of(e));
            counters[11] = Counters.unpriced(e).isPresent() ? 1 : 0;
            return Counters.totals(counters);
        }).reduce(Totals.ZERO, Totals::plus);
    }

    private static Totals sum(Map<String, Totals> rows) {
        return rows.values().stream().reduce(Totals.ZERO, Totals::plus);
    }

    private static SpendQuery query(SpendQuery.Step step, Duration bucket, Dimension... by) {
        return new SpendQuery(List.of(by), FROM, TO, step, bucket, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Asia/Kathmandu"})
    void everyStepAndEveryGroupingSumsToTheEntries(String zone) {
        var entries = new Samples(11).entries(3_000, FROM, TO);
        var home = new LedgerHome(dir, ZoneId.of(zone), Retention.DEFAULTS);
        try (var ledger = Samples.ready(Ledger.open(home, Time.system(), new Events()))) {
            Samples.settle(ledger, entries);
            var expected = sum(entries);
            for (var step : SpendQuery.Step.values()) {
                for (var dimension : Dims.LOW) {
                    for (var bucket : List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofDays(1))) {
                        var rows = ledger.queries().spend(query(step, bucket, dimension, Dimension.OUTCOME));
                        assertEquals(expected, rows.stream().map(SpendRow::totals).reduce(Totals.ZERO, Totals::plus),
                                step + " by " + dimension + " in " + bucket);
                    }
                }
            }
            assertEquals(expected, ledger.queries().total(FROM, TO).totals());
        }
    }

    @Test
    void rowsByKeyAndUserAreThoseOfTheEntries() {
        var entries = new Samples(12).entries(1_000, FROM, TO);
        try (var ledger = Samples.open(dir)) {
            Samples.settle(ledger, entries);
            for (var dimension : List.of(Dimension.KEY, Dimension.CUSTOMER, Dimension.USER)) {
                var expected = entries.stream().filter(e -> dimension != Dimension.USER
                        || e.attribution().get(Dimension.USER).isPresent())
                        .collect(Collectors.groupingBy(e -> dimension == Dimension.KEY
                                ? e.asked().key()
                                : e.attribution().get(dimension).orElse("")));
                var rows = ledger.queries().spend(query(SpendQuery.Step.DAY, Duration.ZERO, dimension));
                assertEquals(expected.size(), rows.size());
                rows.forEach(r -> assertEquals(sum(expected.getOrDefault(r.by().getFirst(), List.of())), r.totals()));
            }
        }
    }

    @Test
    void moneyGoesToEachAttemptsModelAndTheRequestToTheLast() {
        var entries = new Samples(13).entries(1_000, FROM, TO);
        var requests = new HashMap<String, Long>();
        var picos = new HashMap<String, Long>();
        for (var entry : entries) {
            entry.attempts().forEach(a -> picos.merge(a.target().model(), a.cost().picos(), Long::sum));
            requests.merge(entry.served().upstreamModel().orElse(""), 1L, Long::sum);
        }
        try (var ledger = Samples.open(dir)) {
            Samples.settle(ledger, entries);
            for (var row : ledger.queries().spend(query(SpendQuery.Step.HOUR, Duration.ZERO, Dimension.MODEL))) {
                var model = row.by().getFirst();
                assertEquals(picos.getOrDefault(model, 0L), row.totals().picos(), model);
                assertEquals(requests.getOrDefault(model, 0L), row.totals().requests(), model);
            }
        }
    }

    @Test
    void aTagCountsUnderEachAndStandsAlone() {
        var entries = new Samples(14).entries(300, FROM, TO);
        long tagged = entries.stream().filter(e -> !e.attribution().tags().isEmpty()).count();
        try (var ledger = Samples.open(dir)) {
            Samples.settle(ledger, entries);
            var rows = ledger.queries().spend(query(SpendQuery.Step.MINUTE, Duration.ZERO, Dimension.TAG));
            assertEquals(List.of("beta", "x"), rows.stream().map(r -> r.by().getFirst()).toList());
            rows.forEach(r -> assertEquals(tagged, r.totals().requests()));
            var refused = assertThrows(IllegalArgumentException.class, () -> ledger.queries()
                    .spend(query(SpendQuery.Step.DAY, Duration.ZERO, Dimension.TAG, Dimension.KEY)));
            assertTrue(String.valueOf(refused.getMessage()).contains("tag"), refused.toString());
        }
    }

    @Test
    void aRestartGoesOnWithTheSameSums() {
        var samples = new Samples(15);
        var entries = samples.entries(500, FROM, TO);
        for (int part = 0; part < 5; part++) {
            try (var ledger = Samples.open(dir)) {
                Samples.settle(ledger, entries.subList(part * 100, part * 100 + 100));
            }
        }
        try (var ledger = Samples.open(dir)) {
            assertEquals(sum(entries), ledger.queries().total(FROM, TO).totals());
        }
    }

    @Test
    void beyondTheBoundWhatClientsInventIsFoldedAndTheSumsStay() {
        var entries = new Samples(16).entries(1_000, FROM, FROM.plusSeconds(3_600));
        var opening = new Opening(Samples.home(dir), Schema.shipped(), 20, Time.system(), new Events());
        try (var ledger = Samples.ready(opening.open())) {
            Samples.settle(ledger, entries);
            var byCustomer = ledger.queries().spend(query(SpendQuery.Step.DAY, Duration.ZERO, Dimension.CUSTOMER))
                    .stream().collect(Collectors.toMap(r -> r.by().getFirst(), SpendRow::totals));
            assertTrue(byCustomer.containsKey(Dims.OTHERS));
            assertEquals(sum(entries), sum(byCustomer));
            var key = ledger.queries().spend(query(SpendQuery.Step.DAY, Duration.ZERO, Dimension.KEY));
            assertEquals(Set.of("web", "lab", "agents"),
                    key.stream().map(r -> r.by().getFirst()).collect(Collectors.toSet()), "keys stay exact");
            long acme = entries.stream().filter(e -> e.attribution().get(Dimension.CUSTOMER).equals(
                    Optional.of("acme"))).count();
            assertEquals(acme, ledger.queries().count(EntryFilter.between(FROM, TO).only(Dimension.CUSTOMER, "acme"),
                    10_000), "and entries are still found by their own value");
        }
    }

    @Test
    void aNewBillingZoneCutsNewDaysAndKeepsTheSums() {
        var entries = new Samples(17).entries(400, FROM, TO);
        for (var zone : List.of("Europe/Berlin", "America/New_York")) {
            var home = new LedgerHome(dir, ZoneId.of(zone), Retention.DEFAULTS);
            try (var ledger = Samples.ready(Ledger.open(home, Time.system(), new Events()))) {
                Samples.settle(ledger, zone.startsWith("E") ? entries.subList(0, 200) : entries.subList(200, 400));
            }
        }
        try (var ledger = Samples.open(dir)) {
            assertEquals(sum(entries), ledger.queries().total(FROM, TO).totals());
        }
    }
}
