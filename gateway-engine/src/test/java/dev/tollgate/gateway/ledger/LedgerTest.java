package dev.tollgate.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// The life of an entry, with a real file.
class LedgerTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final TargetId TARGET = new TargetId("openai", "1", "gpt-4o");

    @TempDir
    Path dir;

    private final Samples samples = new Samples(1);

    @Test
    void aSettledEntryReadsBackEqualAlsoAfterARestart() {
        var entries = samples.entries(200, START, START.plusSeconds(3_600));
        try (var ledger = Samples.open(dir)) {
            for (var entry : entries) {
                ledger.started(entry);
                ledger.sending(entry.id(), 1, TARGET, 10, 20);
                ledger.settled(entry);
            }
            Samples.written(ledger);
            check(ledger, entries);
        }
        try (var ledger = Samples.open(dir)) {
            check(ledger, entries);
            assertEquals(200, ledger.status().committed());
            assertEquals(201, ledger.settled(samples.entry(START)));
        }
    }

    private static void check(Ledger ledger, List<Entry> entries) {
        for (var entry : entries) {
            assertEquals(Optional.of(entry), ledger.queries().entry(entry.id()));
        }
    }

    /// A connection to H2 opens the file, and makes one where there is none.
    @Test
    void afterTheEndQuestionsFailAndTheFileIsNotTouched() throws IOException {
        var ledger = Samples.open(dir);
        var entry = samples.entry(START);
        Samples.settle(ledger, List.of(entry));
        assertEquals(1, ledger.queries().count(EntryFilter.between(START, START.plusSeconds(1)), 10));
        ledger.close();
        var file = dir.resolve(Database.FILE);
        var before = Files.readAllBytes(file);
        refused(ledger, entry.id());
        assertArrayEquals(before, Files.readAllBytes(file));
        Files.delete(file);
        refused(ledger, entry.id());
        assertFalse(Files.exists(file), "an empty ledger was made");
    }

    private static void refused(Ledger ledger, String id) {
        for (Executable asking : List.<Executable>of(() -> ledger.queries().entry(id),
                () -> ledger.state().save("window", "1"), () -> ledger.appOutcome(id, "accepted"),
                () -> ledger.save("listen: {}", "console"))) {
            var failure = assertThrows(LedgerFailure.class, asking);
            assertTrue(String.valueOf(failure.getMessage()).contains("closed"), failure.getMessage());
        }
    }

    @Test
    void aRunningRequestIsFoundAndLeavesNoRowBeforeItSettles() {
        try (var ledger = Samples.open(dir)) {
            var entry = samples.entry(START);
            ledger.started(entry);
            assertEquals(Optional.of(entry), ledger.queries().entry(entry.id()));
            assertEquals(0, ledger.queries().count(EntryFilter.between(START, START.plusSeconds(1)), 10));
        }
        try (var ledger = Samples.open(dir)) {
            assertEquals(0, ledger.queries().count(EntryFilter.between(START, START.plusSeconds(1)), 10),
                    "nothing was sent, so nothing is owed");
        }
    }

    @Test
    void everySettledEventComesBeforeTheCommitThatCoversIt() {
        var seen = Collections.synchronizedList(new ArrayList<Event>());
        var events = new Events();
        events.subscribe(seen::add);
        try (var ledger = Samples.ready(Ledger.open(Samples.home(dir), Time.system(), events))) {
            Samples.settle(ledger, samples.entries(50, START, START.plusSeconds(60)));
        }
        long settled = 0;
        long committed = 0;
        for (var event : seen) {
            if (event instanceof Event.Settled(_, var sequence, _)) {
                assertEquals(++settled, sequence);
                assertTrue(sequence > committed);
            }
            committed = Math.max(committed, Samples.sequence(event));
            assertTrue(committed <= settled);
        }
        assertEquals(50, committed);
    }

    @Test
    void theTotalSaysWhichSequenceItIncludes() {
        try (var ledger = Samples.open(dir)) {
            for (int i = 1; i <= 20; i++) {
                ledger.settled(samples.entry(START));
                var total = ledger.queries().total(START, START.plusSeconds(60));
                assertEquals(total.sequence(), total.totals().requests());
            }
        }
    }

    @Test
    void theAppsVerdictIsKeptBesideTheOutcome() {
        try (var ledger = Samples.open(dir)) {
            var entry = samples.entry(START);
            ledger.settled(entry);
            assertTrue(ledger.appOutcome(entry.id(), "accepted"));
            assertFalse(ledger.appOutcome("req_unknown", "accepted"));
            var found = ledger.queries().entry(entry.id()).orElseThrow();
            assertEquals(Optional.of("accepted"), found.appOutcome());
            assertEquals(entry.result(), found.result());
        }
    }

    @Test
    void statesAndConfigurationsOutliveTheProcess() {
        try (var ledger = Samples.open(dir)) {
            assertEquals(Optional.empty(), ledger.newest());
            assertEquals(1, ledger.save("listen: {}", "ann"));
            assertEquals(2, ledger.save("listen: { port: 4200 }", "bob"));
            ledger.state().save("pauses", "web");
            ledger.state().save("pauses", "web lab");
        }
        try (var ledger = Samples.open(dir)) {
            assertEquals(Optional.of("listen: { port: 4200 }"), ledger.newest());
            assertEquals(2, ledger.configVersion());
            assertEquals(Optional.of("web lab"), ledger.state().load("pauses"));
            assertEquals(Optional.empty(), ledger.state().load("other"));
        }
    }

    @Test
    void aCleanEndLeavesNoJournal() throws IOException {
        try (var ledger = Samples.open(dir)) {
            Samples.settle(ledger, samples.entries(10, START, START.plusSeconds(60)));
        }
        assertEquals(List.of(), JournalReader.files(dir.resolve("journal")));
        assertTrue(Files.exists(dir.resolve("ledger.mark")));
    }

    @Test
    void aRequestStillOpenAtTheEndIsInterruptedAtTheNextStart() {
        var entry = samples.entry(START);
        try (var ledger = Samples.open(dir)) {
            ledger.started(entry);
            ledger.sending(entry.id(), 1, TARGET, 10, 20);
        }
        try (var ledger = Samples.open(dir)) {
            assertEquals(20, ledger.queries().entry(entry.id()).orElseThrow().cost().picos());
        }
    }

    @Test
    void aSecondProcessIsRefusedWhileTheFirstGoesOn() {
        try (var first = Samples.open(dir)) {
            var refused = assertInstanceOf(Opened.Refused.class,
                    Ledger.open(Samples.home(dir), Time.system(), new Events()));
            assertTrue(refused.inUse());
            assertTrue(refused.message().contains("process " + ProcessHandle.current().pid()), refused.message());
            Samples.settle(first, samples.entries(3, START, START.plusSeconds(60)));
            assertEquals(3, first.status().committed());
        }
    }

    @Test
    void aHundredThousandEntriesAllArrive() {
        try (var ledger = Samples.open(dir)) {
            var entries = samples.entries(100, START, START.plusSeconds(3_600));
            long begun = System.nanoTime();
            for (int i = 0; i < 100_000; i++) {
                var like = entries.get(i % entries.size());
                var entry = new Entry("req_x" + i, like.started(), like.ended(), like.state(), like.asked(),
                        like.attribution(), like.result(), like.appOutcome(), like.served(), like.usage(), like.cost(),
                        like.unpriced(), like.ttftMs(), like.durationMs(), like.decision(), like.attempts());
                ledger.started(entry);
                ledger.sending(entry.id(), 1, TARGET, 10, 20);
                ledger.settled(entry);
            }
            Samples.written(ledger);
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf("ledger: 100,000 two-phase entries in %.1f s, %,.0f a second%n", seconds,
                    100_000 / seconds);
            assertEquals(100_000, ledger.status().committed());
            assertEquals(100_000, ledger.queries().total(START, START.plusSeconds(3_600)).totals().requests());
        }
    }
}
