package dev.tollgate.gateway.bench;

import dev.tollgate.gateway.config.Retention;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.ledger.LedgerHome;
import dev.tollgate.gateway.ledger.Opened;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// What the ledger can take and how fast it answers: two-phase entries a second with roll-ups, then the questions of a
/// dashboard. Prints figures; arguments: entries (1,000,000) and threads (8).
public final class LedgerBench {
    private static final Instant END = Instant.parse("2026-11-21T12:00:00Z");

    private final Ledger ledger;
    private final int count;
    private final Day day;

    private LedgerBench(Ledger ledger, int count) {
        this.ledger = ledger;
        this.count = count;
        this.day = new Day(END, count);
    }

    public static void main(String[] args) throws Exception {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 8;
        var home = Files.createTempDirectory("ledger-bench");
        try {
            var opened =
                    Ledger.open(new LedgerHome(home, ZoneId.of("Europe/Berlin"), Retention.DEFAULTS), Time.system(),
                            new Events());
            if (opened instanceof Opened.Ready(var ledger)) {
                try (ledger) {
                    var bench = new LedgerBench(ledger, count);
                    bench.write(threads);
                    bench.ask();
                }
                System.out.printf("after close: %,d bytes in the database%n", Files.size(home.resolve("ledger.mv.db")));
            }
        } finally {
            if (args.length < 3) {
                delete(home);
            }
        }
    }

    static void delete(Path dir) throws IOException {
        try (var all = Files.walk(dir)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void write(int threads) throws InterruptedException {
        for (int part = 0; part < 5; part++) {
            long begun = System.nanoTime();
            long worked = cpu();
            writePart(part, threads);
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf("%,d entries of two phases in %.2f s: %,.0f a second, %.1f us CPU each (part %d)%n",
                    count / 5, seconds, count / 5.0 / seconds, (cpu() - worked) / 1e3 / (count / 5.0), part + 1);
        }
        System.out.printf("file %,d bytes%n", ledger.status().fileBytes());
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private void writePart(int part, int threads) throws InterruptedException {
        var running = new ArrayList<Thread>();
        for (int t = 0; t < threads; t++) {
            int first = part * (count / 5) + t;
            int last = (part + 1) * (count / 5);
            running.add(Thread.ofVirtual().start(() -> {
                var random = new SplittableRandom(first);
                try {
                    for (int i = first; i < last; i += threads) {
                        one(i, random);
                    }
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (var thread : running) {
            thread.join();
        }
        while (ledger.status().queued() > 0) {
            Thread.sleep(1);
        }
    }

    private void one(int number, SplittableRandom random) throws InterruptedException {
        while (ledger.full()) {
            Thread.sleep(1);
        }
        var entry = day.entry(number, random);
        ledger.started(entry);
        ledger.sending(entry.id(), 1, entry.attempts().getFirst().target(), 900, 135_000_000L);
        ledger.settled(entry);
    }

    private void ask() {
        var from = END.minus(Duration.ofHours(24));
        ask("spend, 24 h by key, 5 min buckets",
                () -> ledger.queries().spend(new SpendQuery(List.of(Dimension.KEY), from,
                        END, SpendQuery.Step.MINUTE, Duration.ofMinutes(5), Map.of())).size());
        ask("spend, 24 h by key and model, hours", () -> ledger.queries().spend(new SpendQuery(
                List.of(Dimension.KEY, Dimension.MODEL), from, END, SpendQuery.Step.HOUR, Duration.ofHours(1),
                Map.of()))
                .size());
        ask("total of 24 h", () -> (int) ledger.queries().total(from, END).totals().requests());
        var all = EntryFilter.between(from, END.plusSeconds(60));
        ask("newest 100 entries", () -> ledger.queries().entries(all, 100, Optional.empty()).entries().size());
        ask("newest 100 entries of one customer and model", () -> ledger.queries().entries(
                all.only(Dimension.CUSTOMER, "hooli").only(Dimension.MODEL, "qwen3:4b"), 100, Optional.empty())
                .entries().size());
        ask("entries of a thread that is not there", () -> ledger.queries()
                .entries(all.only(Dimension.THREAD, "nowhere"), 100, Optional.empty()).entries().size());
        ask("count of one key, at most 10,000",
                () -> (int) ledger.queries().count(all.only(Dimension.KEY, "web"), 10_000));
        var id = ledger.queries().entries(EntryFilter.between(from, from.plus(Duration.ofHours(12))), 1,
                Optional.empty()).entries().getFirst().id();
        ask("one entry by id", () -> ledger.queries().entry(id).stream().toList().size());
        ask("count of one key, customer and model, all rows looked at", () -> (int) ledger.queries().count(
                all.only(Dimension.CUSTOMER, "hooli").only(Dimension.MODEL, "qwen3:4b").only(Dimension.KEY, "lab"),
                1_000_000));
    }

    private interface Question {
        int rows();
    }

    private static void ask(String what, Question question) {
        double first = 0;
        double best = Double.MAX_VALUE;
        int rows = 0;
        for (int i = 0; i < 10; i++) {
            long begun = System.nanoTime();
            rows = question.rows();
            double millis = (System.nanoTime() - begun) / 1e6;
            first = i == 0 ? millis : first;
            best = Math.min(best, millis);
        }
        System.out.printf("%s: %,d rows, first %.1f ms, best of ten %.1f ms%n", what, rows, first, best);
    }
}
