package dev.tollgate.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Ids;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.time.Time;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Entries are found by their id although no index has it, and by nothing but their id.
class PlaceTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00.123Z");

    private final Samples samples = new Samples(71);
    private final SplittableRandom chance = new SplittableRandom(72);

    @TempDir
    Path dir;

    @Test
    void anEntryIsFoundByItsIdHoweverLateItStarted() {
        var entries = new ArrayList<Entry>();
        for (long late : List.of(0, 1, 49, 51, 900, 9_000)) {
            for (int i = 0; i < 5; i++) {
                entries.add(samples.entry(id(START), START.plusMillis(late)));
            }
        }
        entries.add(samples.entry(id(START.plusMillis(900)), START)); // a clock that was set back
        try (var ledger = Samples.open(dir)) {
            Samples.settle(ledger, entries);
            for (var entry : entries) {
                assertEquals(Optional.of(entry), ledger.queries().entry(entry.id()));
                assertTrue(ledger.appOutcome(entry.id(), "accepted"));
                assertEquals(Optional.of("accepted"), ledger.queries().entry(entry.id()).orElseThrow().appOutcome());
            }
            assertEquals(Optional.empty(), ledger.queries().entry(id(START)));
            assertFalse(ledger.appOutcome(id(START), "accepted"));
        }
    }

    @Test
    void anIdThatTellsNoTimeIsFound() {
        var entry = samples.entry("req_from-elsewhere", START);
        try (var ledger = Samples.open(dir)) {
            Samples.settle(ledger, List.of(samples.entry(START), entry));
            assertEquals(Optional.of(entry), ledger.queries().entry(entry.id()));
            assertEquals(Optional.empty(), ledger.queries().entry("req_from-nowhere"));
        }
    }

    @Test
    void aCrowdOfOneMillisecondHasPlacesOfItsOwn() {
        var crowd = new ArrayList<Entry>();
        for (int i = 0; i < 5_000; i++) {
            crowd.add(samples.entry(START));
        }
        try (var ledger = Samples.open(dir)) {
            Samples.settle(ledger, crowd);
            assertEquals(5_000, ledger.queries().size());
        }
    }

    @Test
    void anUpgradeKeepsEveryEntryAndCanBeDoneAgain() throws SQLException {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < 300; i++) {
            var started = START.plusSeconds(i / 3);
            entries.add(samples.entry(id(started), started));
        }
        try (var ledger = Samples.ready(new Opening(Samples.home(dir), Schema.shipped(), Names.COMBOS_A_DAY,
                Time.system(), new Events()).open())) {
            Samples.settle(ledger, entries);
            ledger.appOutcome(entries.getFirst().id(), "rework");
        }
        asBefore();
        try (var ledger = Samples.open(dir)) {
            for (var entry : entries.subList(1, 300)) {
                assertEquals(Optional.of(entry), ledger.queries().entry(entry.id()));
            }
            assertEquals("rework", ledger.queries().entry(entries.getFirst().id()).orElseThrow().appOutcome()
                    .orElseThrow());
            assertEquals(301, ledger.settled(samples.entry(START)), "numbers go on");
        }
    }

    /// The tables of the fourth step, with the fifth begun and not finished.
    private void asBefore() throws SQLException {
        try (var connection = Database.connect(dir, ""); var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE entry (seq BIGINT PRIMARY KEY, id VARCHAR, started BIGINT, combo INT,"
                    + " picos BIGINT, attempts INT, usr VARCHAR, task VARCHAR, thread VARCHAR, caller VARCHAR,"
                    + " tags VARCHAR, app_outcome VARCHAR, body VARBINARY)");
            statement.execute("INSERT INTO entry SELECT seq, 'id', (place / 2097152) * 1000, combo, picos, attempts,"
                    + " usr, task, thread, caller, tags, app_outcome, body FROM request");
            statement.execute("DELETE FROM request");
            statement.execute("DELETE FROM mark WHERE name = 'highest'");
            statement.execute("DELETE FROM schema_version WHERE version > 4");
        }
    }

    private String id(Instant at) {
        return Ids.of(at, chance.nextLong());
    }
}
