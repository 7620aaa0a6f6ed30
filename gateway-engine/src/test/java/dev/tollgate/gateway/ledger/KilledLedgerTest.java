package dev.tollgate.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.State;
import dev.tollgate.gateway.term.TargetId;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ten times a process is killed while it records; its own log says what it had been told was kept.
class KilledLedgerTest {
    private static final int ROUNDS = 10;
    private static final int THREADS = 4;
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir
    Path dir;

    @Test
    void nothingThatWasAcknowledgedIsMissingAndNothingIsThereTwice() throws Exception {
        var expected = new HashMap<String, State>();
        for (int round = 0; round < ROUNDS; round++) {
            var log = dir.resolve("log" + round);
            var child = start(log, round);
            awaitLines(log, child, 200 + 150 * round);
            child.destroyForcibly().waitFor();
            read(log, expected);
        }
        try (var ledger = Samples.open(dir.resolve("home"))) {
            check(ledger, expected);
        }
    }

    private Process start(Path log, int round) throws IOException {
        Files.createFile(log);
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
                System.getProperty("java.class.path"), Child.class.getName(), dir.resolve("home").toString(),
                log.toString(), Integer.toString(round)).redirectErrorStream(true)
                .redirectOutput(dir.resolve("out" + round).toFile()).start();
    }

    private void awaitLines(Path log, Process child, long lines) throws IOException {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try (var read = Files.lines(log)) {
                if (read.count() >= lines) {
                    return;
                }
            }
            assertTrue(child.isAlive(), () -> "the child ended: " + output());
            assertTrue(System.nanoTime() < until, "the child is too slow");
        }
    }

    private String output() {
        try (var all = Files.list(dir)) {
            var text = new StringBuilder();
            for (var out : all.filter(f -> f.getFileName().toString().startsWith("out")).toList()) {
                text.append(Files.readString(out));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The last line may be cut; every whole one is a promise. Sent and not settled: interrupted, unless the kill came
    /// between the settle and its line.
    private static void read(Path log, Map<String, State> expected) throws IOException {
        for (var line : Files.readString(log).split("\n", -1)) {
            if (line.endsWith(".")) {
                var id = line.substring(2, line.length() - 1);
                expected.merge(id, line.startsWith("S") ? State.SETTLED : State.INTERRUPTED,
                        (a, b) -> a == State.SETTLED ? a : b);
            }
        }
    }

    private static void check(Ledger ledger, Map<String, State> expected) {
        var missing = new ArrayList<String>();
        int interrupted = 0;
        for (var each : expected.entrySet()) {
            var found = ledger.queries().entry(each.getKey());
            if (found.isEmpty()) {
                missing.add(each.getKey());
            } else if (each.getValue() == State.SETTLED) {
                assertEquals(Child.entry(each.getKey()), found.get(), "whole, as it was settled");
            } else {
                interrupted++;
            }
        }
        assertEquals(List.of(), missing, "of " + expected.size());
        assertTrue(interrupted > 0 && interrupted <= ROUNDS * THREADS, interrupted + " interrupted");
        var filter = EntryFilter.between(START, START.plusSeconds(86_400));
        long rows = ledger.queries().count(filter, Long.MAX_VALUE);
        assertTrue(rows >= expected.size() && rows <= expected.size() + (long) ROUNDS * THREADS, rows + " rows");
        var sum = new long[1];
        Optional<String> cursor = Optional.empty();
        do {
            var page = ledger.queries().entries(filter, 1_000, cursor);
            page.entries().forEach(e -> sum[0] += e.cost().picos());
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        var totals = ledger.queries().total(START, START.plusSeconds(86_400)).totals();
        assertEquals(rows, totals.requests(), "the roll-ups agree with the rows");
        assertEquals(sum[0], totals.picos());
    }

    /// Records as fast as it can and logs each step after the ledger has returned.
    static final class Child {
        private static final TargetId TARGET = new TargetId("openai", "1", "gpt-4o");

        private Child() {}

        public static void main(String[] args) throws IOException {
            var log = new FileOutputStream(args[1], true);
            var ledger = Samples.open(Path.of(args[0]));
            for (int t = 0; t < THREADS; t++) {
                var prefix = "req_" + args[2] + "_" + t + "_";
                new Thread(() -> record(ledger, log, prefix)).start();
            }
        }

        private static void record(Ledger ledger, FileOutputStream log, String prefix) {
            try {
                for (int i = 0;; i++) {
                    var entry = entry(prefix + i);
                    ledger.started(entry);
                    ledger.sending(entry.id(), 1, TARGET, 100, 1_000);
                    log.write(("O " + entry.id() + ".\n").getBytes(StandardCharsets.US_ASCII));
                    ledger.settled(entry);
                    log.write(("S " + entry.id() + ".\n").getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static Entry entry(String id) {
            var seed = id.hashCode();
            return new Samples(seed).entry(id, START.plusSeconds(Math.floorMod(seed, 3_600)));
        }
    }
}
