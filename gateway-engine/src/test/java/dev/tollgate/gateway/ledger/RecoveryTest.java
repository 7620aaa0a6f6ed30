package dev.tollgate.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.State;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a crash leaves in the journal becomes rows, each request once.
class RecoveryTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final TargetId FIRST = new TargetId("openai", "1", "gpt-4o");
    private static final TargetId SECOND = new TargetId("local", "", "qwen3:4b");

    @TempDir
    Path dir;

    private final Samples samples = new Samples(5);

    private static JournalRecord.Opened opened(Entry entry) {
        return new JournalRecord.Opened(entry.id(), Optional.of(entry),
                List.of(new Send(1, FIRST, START, 1_000, 150_000_000)));
    }

    private void journal(JournalRecord... records) throws IOException {
        var out = new ByteArrayOutputStream();
        for (var each : records) {
            var pack = each.pack();
            out.write(pack.array(), 0, pack.size());
        }
        Files.createDirectories(dir.resolve("journal"));
        Files.write(dir.resolve("journal/000000000001.journal"), out.toByteArray());
    }

    @Test
    void whatWasSentAndNeverSettledIsInterruptedWithItsEstimate() throws IOException {
        var entry = samples.entry(START);
        journal(opened(entry),
                new JournalRecord.Sending(entry.id(), new Send(2, SECOND, START.plusSeconds(2), 1_000, -1)));
        try (var ledger = Samples.open(dir)) {
            var found = ledger.queries().entry(entry.id()).orElseThrow();
            assertEquals(State.INTERRUPTED, found.state());
            assertEquals(Outcome.INTERRUPTED, found.result().outcome());
            assertEquals(entry.asked(), found.asked());
            assertEquals(entry.attribution(), found.attribution());
            assertEquals(2, found.attempts().size());
            assertEquals(Outcome.FAILED, found.attempts().getFirst().outcome());
            assertEquals(CostSource.UNPRICED, found.attempts().getLast().cost().source());
            assertEquals(UsageSource.AT_LEAST, found.usage().source());
            assertEquals(1_000, found.usage().get(Unit.INPUT));
            assertEquals(Optional.of("local/qwen3:4b"), found.served().target());
            assertEquals(Optional.of("openai/gpt-4o"), found.served().fellBackFrom());
        }
    }

    @Test
    void aPricedInterruptionCostsAtLeastItsInput() throws IOException {
        var entry = samples.entry(START);
        journal(opened(entry));
        try (var ledger = Samples.open(dir)) {
            var cost = ledger.queries().entry(entry.id()).orElseThrow().cost();
            assertEquals(150_000_000, cost.picos());
            assertEquals(CostBound.AT_LEAST, cost.bound());
            assertEquals(150_000_000, ledger.queries().total(START, START.plusSeconds(60)).totals().picos());
        }
    }

    @Test
    void replayingTwiceChangesNothing() throws IOException {
        var settled = samples.entry(START);
        var open = samples.entry(START);
        var records = new JournalRecord[] {opened(settled), opened(open), new JournalRecord.Settled(1, settled)};
        journal(records);
        Totals once;
        try (var ledger = Samples.open(dir)) {
            once = ledger.queries().total(START, START.plusSeconds(60)).totals();
            assertEquals(2, once.requests());
        }
        journal(records);
        try (var ledger = Samples.open(dir)) {
            assertEquals(once, ledger.queries().total(START, START.plusSeconds(60)).totals());
            assertEquals(settled, ledger.queries().entry(settled.id()).orElseThrow());
        }
    }

    @Test
    void aJournalCutAtAnyByteGivesExactlyWhatItStillHolds() throws Exception {
        var records = new ArrayList<JournalRecord>();
        for (int i = 1; i <= 3; i++) {
            var entry = samples.entry(START.plusSeconds(i));
            records.add(opened(entry));
            if (i != 2) {
                records.add(new JournalRecord.Settled(i, entry));
            }
        }
        journal(records.toArray(JournalRecord[]::new));
        var file = dir.resolve("journal/000000000001.journal");
        var whole = Files.readAllBytes(file);
        Files.delete(file);
        try (var ledger = Samples.open(dir)) {
            assertTrue(ledger.queries().entry("nobody").isEmpty());
        }
        var cutDir = Files.createDirectory(dir.resolve("cut"));
        try (var connection = Database.connect(dir, "")) {
            for (int cut = 0; cut <= whole.length; cut++) {
                Files.write(cutDir.resolve("000000000001.journal"), Arrays.copyOf(whole, cut));
                assertEquals(expected(records, cut), found(cutDir, connection), "cut at " + cut);
            }
        }
    }

    private static Map<String, State> expected(List<JournalRecord> records, int cut) {
        var states = new HashMap<String, State>();
        int end = 0;
        for (var each : records) {
            end += each.pack().size();
            if (end <= cut) {
                switch (each) {
                    case JournalRecord.Opened o -> states.put(o.id(), State.INTERRUPTED);
                    case JournalRecord.Settled s -> states.put(s.entry().id(), State.SETTLED);
                    case JournalRecord.Sending _,JournalRecord.AppOutcome _ -> throw new AssertionError();
                }
            }
        }
        return states;
    }

    private static Map<String, State> found(Path journal, Connection connection) throws Exception {
        return Recovery.of(journal).missing(connection, 0, 0).stream().map(Pending::entry)
                .collect(Collectors.toMap(Entry::id, Entry::state));
    }

    @Test
    void aVerdictOfTheAppIsRestored() throws IOException {
        var entry = samples.entry(START);
        journal(new JournalRecord.Settled(1, entry), new JournalRecord.AppOutcome(entry.id(), "accepted"));
        try (var ledger = Samples.open(dir)) {
            assertEquals(Optional.of("accepted"), ledger.queries().entry(entry.id()).orElseThrow().appOutcome());
        }
    }
}
