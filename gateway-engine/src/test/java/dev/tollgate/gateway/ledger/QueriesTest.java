package dev.tollgate.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Dimension;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists are complete, in order and stable; filters agree with a plain loop over the entries.
class QueriesTest {
    private static final Instant FROM = Instant.parse("2026-11-20T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-22T00:00:00Z");
    private static final EntryFilter ALL = EntryFilter.between(FROM, TO);

    @TempDir
    Path dir;

    private static List<String> pages(Ledger ledger, EntryFilter filter, int limit) {
        var ids = new ArrayList<String>();
        Optional<String> cursor = Optional.empty();
        do {
            var page = ledger.queries().entries(filter, limit, cursor);
            page.entries().forEach(e -> ids.add(e.id()));
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return ids;
    }

    @Test
    void everyFilterFindsWhatALoopFinds() {
        var entries = new Samples(21).entries(1_500, FROM, TO);
        try (var ledger = Samples.open(dir)) {
            Samples.settle(ledger, entries);
            check(ledger, entries, ALL, _ -> true);
            check(ledger, entries, ALL.only(Dimension.KEY, "web"), e -> e.asked().key().equals("web"));
            check(ledger, entries, ALL.only(Dimension.CUSTOMER, "acme", "globex").only(Dimension.FEATURE, "search"),
                    e -> Set.of("acme", "globex").contains(e.attribution().get(Dimension.CUSTOMER).orElse(""))
                            && e.attribution().get(Dimension.FEATURE).equals(Optional.of("search")));
            check(ledger, entries, ALL.only(Dimension.MODEL, "gpt-4o"),
                    e -> e.attempts().stream().anyMatch(a -> a.target().model().equals("gpt-4o")));
            check(ledger, entries, ALL.only(Dimension.OUTCOME, "failed", "rejected"),
                    e -> Set.of("failed", "rejected").contains(e.result().outcome().word()));
            check(ledger, entries, ALL.only(Dimension.USER, "ann"),
                    e -> e.attribution().get(Dimension.USER).equals(Optional.of("ann")));
            check(ledger, entries, ALL.only(Dimension.TAG, "beta"), e -> e.attribution().tags().contains("beta"));
            check(ledger, entries, ALL.only(Dimension.USER, ""),
                    e -> e.attribution().get(Dimension.USER).isEmpty());
            check(ledger, entries, ALL.only(Dimension.KEY, "nobody"), _ -> false);
            check(ledger, entries, ALL.only(Dimension.THREAD, "nowhere"), _ -> false);
            checkOthers(ledger, entries);
        }
    }

    private static void checkOthers(Ledger ledger, List<Entry> entries) {
        check(ledger, entries, new EntryFilter(FROM, TO, Map.of(), Map.of(Dimension.OUTCOME, Set.of("success"),
                Dimension.CUSTOMER, Set.of("acme")), OptionalLong.empty(), Optional.empty()),
                e -> !e.result().outcome().word().equals("success")
                        && !e.attribution().get(Dimension.CUSTOMER).equals(Optional.of("acme")));
        check(ledger, entries, new EntryFilter(FROM, TO, Map.of(), Map.of(Dimension.PROVIDER, Set.of("openai")),
                OptionalLong.empty(), Optional.empty()),
                e -> e.attempts().stream().noneMatch(a -> a.target().provider().equals("openai")));
        check(ledger, entries, new EntryFilter(FROM, TO, Map.of(), Map.of(), OptionalLong.of(1_000_000_000),
                Optional.of(true)),
                e -> e.cost().picos() >= 1_000_000_000 && e.served().fellBackFrom().isPresent());
        var half = EntryFilter.between(FROM.plusSeconds(43_200), TO.minusSeconds(3_600));
        check(ledger, entries, half, e -> !e.started().isBefore(half.from()) && e.started().isBefore(half.to()));
    }

    private static void check(Ledger ledger, List<Entry> entries, EntryFilter filter, Predicate<Entry> wanted) {
        var expected = entries.stream().filter(wanted).sorted(Comparator.comparing(Entry::started).reversed())
                .map(Entry::id).toList();
        assertEquals(expected, pages(ledger, filter, 37), filter.toString());
        assertEquals(expected.size(), ledger.queries().count(filter, 10_000), filter.toString());
        assertEquals(Math.min(5, expected.size()), ledger.queries().count(filter, 5), filter.toString());
    }

    @Test
    void aCursorHoldsItsPlaceWhileEntriesArrive() {
        var samples = new Samples(22);
        var entries = samples.entries(500, FROM, TO);
        try (var ledger = Samples.open(dir)) {
            Samples.settle(ledger, entries);
            var seen = new ArrayList<String>();
            Optional<String> cursor = Optional.empty();
            do {
                var page = ledger.queries().entries(ALL, 50, cursor);
                page.entries().forEach(e -> seen.add(e.id()));
                cursor = page.nextCursor();
                Samples.settle(ledger, samples.entries(40, FROM, TO));
            } while (cursor.isPresent());
            assertEquals(seen.size(), new HashSet<>(seen).size(), "nothing twice");
            assertTrue(seen.containsAll(entries.stream().map(Entry::id).toList()), "nothing missed");
        }
    }

    @Test
    void entriesOfTheSameInstantAreAllListed() {
        var samples = new Samples(23);
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < 30; i++) {
            entries.add(samples.entry(FROM));
        }
        try (var ledger = Samples.open(dir)) {
            Samples.settle(ledger, entries);
            assertEquals(entries.reversed().stream().map(Entry::id).toList(), pages(ledger, ALL, 7));
        }
    }

    @Test
    void aCursorThatIsNotOursIsRefused() {
        try (var ledger = Samples.open(dir)) {
            for (var wrong : List.of("", "x", "1.", ".1", "1.2.3", "' OR 1=1")) {
                assertThrows(IllegalArgumentException.class,
                        () -> ledger.queries().entries(ALL, 10, Optional.of(wrong)), wrong);
            }
        }
    }

    @Test
    void valuesAreThoseSeen() {
        try (var ledger = Samples.open(dir)) {
            var recent = Instant.now().minusSeconds(60);
            Samples.settle(ledger, new Samples(24).entries(300, recent, recent.plusSeconds(30)));
            assertEquals(Set.of("web", "lab", "agents"), Set.copyOf(ledger.queries().values(Dimension.KEY, 10)));
            assertEquals(Set.of("ann", "bob", "eve"), Set.copyOf(ledger.queries().values(Dimension.USER, 10)));
            assertEquals(2, ledger.queries().values(Dimension.MODEL, 2).size());
        }
    }
}
