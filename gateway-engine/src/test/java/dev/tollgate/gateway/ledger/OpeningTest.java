package dev.tollgate.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A home that must not be opened is refused in words and left as it was, byte for byte.
class OpeningTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir
    Path dir;

    private Opened open(Schema schema) {
        return new Opening(Samples.home(dir), schema, Names.COMBOS_A_DAY, Time.system(), new Events()).open();
    }

    private Schema with(String... sql) {
        var steps = new ArrayList<>(Schema.shipped().steps());
        for (var each : sql) {
            steps.add(new Schema.Step(steps.size() + 1, "0.9.0", each));
        }
        return new Schema(steps);
    }

    private Path file() {
        return dir.resolve(Database.FILE);
    }

    private void filled() {
        try (var ledger = Samples.open(dir)) {
            Samples.settle(ledger, new Samples(41).entries(500, START, START.plusSeconds(3_600)));
        }
    }

    private String refused(Schema schema) throws IOException {
        var before = Files.readAllBytes(file());
        var refused = assertInstanceOf(Opened.Refused.class, open(schema));
        assertArrayEquals(before, Files.readAllBytes(file()), "the file was touched");
        assertFalse(refused.inUse());
        return refused.message();
    }

    @Test
    void garbageIsRefused() throws IOException {
        var garbage = new byte[50_000];
        new SplittableRandom(1).nextBytes(garbage);
        Files.write(file(), garbage);
        var message = refused(Schema.shipped());
        assertTrue(message.contains("damaged") && message.contains(file().toString())
                && message.contains("backups"), message);
    }

    @Test
    void aFileWithItsHeadOverwrittenIsRefused() throws IOException {
        filled();
        var bytes = Files.readAllBytes(file());
        Arrays.fill(bytes, 0, 8_192, (byte) 7);
        Files.write(file(), bytes);
        assertTrue(refused(Schema.shipped()).contains("damaged"));
    }

    @Test
    void aFileCutShortIsRefusedSinceItsMarkKnowsBetter() throws IOException {
        filled();
        var mark = dir.resolve("ledger.mark");
        assertEquals("500", Files.readString(mark));
        Files.writeString(mark, "501");
        var message = assertInstanceOf(Opened.Refused.class, open(Schema.shipped())).message();
        assertTrue(message.contains("lost rows") && message.contains("501") && message.contains(mark.toString()),
                message);
        Files.delete(mark);
        Samples.ready(open(Schema.shipped())).close();
    }

    @Test
    void aNewerFileNamesTheVersionItNeeds() throws IOException {
        filled();
        Samples.ready(open(with("CREATE TABLE later (id INT PRIMARY KEY)"))).close();
        var message = refused(Schema.shipped());
        assertTrue(message.contains("newer Tollgate") && message.contains("0.9.0"), message);
    }

    @Test
    void anUpgradeCopiesFirstAndKeepsThreeCopies() throws IOException {
        filled();
        var schema = Schema.shipped();
        for (int i = 1; i <= 5; i++) {
            var tables = new String[i];
            for (int t = 0; t < i; t++) {
                tables[t] = "CREATE TABLE later" + t + " (id INT PRIMARY KEY); INSERT INTO later" + t + " VALUES (1)";
            }
            schema = with(tables);
            try (var ledger = Samples.ready(open(schema))) {
                assertEquals(500, ledger.queries().total(START, START.plusSeconds(3_600)).totals().requests());
            }
        }
        try (var copies = Files.list(dir.resolve("backups"))) {
            var names = copies.map(c -> c.getFileName().toString().substring(0, 10)).sorted().toList();
            int shipped = Schema.shipped().steps().size();
            assertEquals(IntStream.rangeClosed(shipped + 2, shipped + 4).mapToObj("ledger-v%02d"::formatted).toList(),
                    names);
        }
    }

    @Test
    void aFailedUpgradeLeavesTheOldFile() throws IOException {
        filled();
        var message = refused(with("CREATE TABLE fine (id INT PRIMARY KEY); DROP TABLE request; NOT SQL AT ALL"));
        assertTrue(message.contains("taken back"), message);
        try (var ledger = Samples.ready(open(Schema.shipped()))) {
            assertEquals(500, ledger.queries().total(START, START.plusSeconds(3_600)).totals().requests());
        }
    }

    @Test
    void aFirstStartKilledHalfWayBeginsAgain() throws Exception {
        try (var connection = Database.connect(dir, ""); var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE schema_version (version INT PRIMARY KEY, tollgate VARCHAR NOT NULL)");
            statement.execute("CREATE TABLE entry (seq BIGINT PRIMARY KEY)");
        }
        filled();
        try (var ledger = Samples.open(dir)) {
            assertEquals(500, ledger.status().committed());
        }
    }

    @Test
    void aPathWithBlanksIsAHomeAndOneWithASemicolonIsRefusedInWords() {
        var odd = dir.resolve("a b = d ü");
        try (var ledger = Samples.open(odd)) {
            assertEquals(1, ledger.settled(new Samples(1).entry(START)));
        }
        assertTrue(Files.exists(odd.resolve(Database.FILE)));
        var refused = assertInstanceOf(Opened.Refused.class, Ledger.open(Samples.home(dir.resolve("a;b")),
                Time.system(), new Events()));
        assertTrue(refused.message().contains("semicolon"), refused.message());
    }
}
