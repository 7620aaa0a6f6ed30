package dev.tollgate.console.bench;

import dev.tollgate.console.feed.Places;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/// Opens each page in turn in the real window and prints what it costs the JavaFX thread. Parts: `desk` at 200 requests
/// a second; `million` over a database with a million requests, where a second argument names a home that is kept.
final class DeskBench {
    private static final int PER_SECOND = 200;
    private static final int VISITS = 50;
    private static final Duration WARMING = Duration.ofSeconds(25);
    private static final Duration WATCH = Duration.ofSeconds(6);

    private final Desk desk;
    private final Map<Places.Name, Desk.Opened> first = new LinkedHashMap<>();

    private DeskBench(Desk desk) {
        this.desk = desk;
    }

    public static void main(String[] args) throws Exception {
        var parts =
                args.length == 0 || args[0].equals("all") ? List.of("desk", "million") : List.of(args[0].split(","));
        if (parts.size() > 1) { // each in a process of its own: the first opening of a page is that of a fresh program
            for (var part : parts) {
                alone(part);
            }
            return;
        }
        if (!List.of("desk", "million").contains(parts.getFirst())) {
            return;
        }
        Logger.getLogger("javafx").setLevel(Level.OFF);
        var kept = args.length > 1;
        var home = kept ? Files.createDirectories(Path.of(args[1])) : Files.createTempDirectory("tollgate-desk");
        try {
            run(parts.getFirst(), home);
        } finally {
            if (!kept) {
                remove(home);
            }
        }
        System.exit(0);
    }

    private static void run(String part, Path home) throws Exception {
        boolean million = part.equals("million");
        if (million) {
            BenchHome.fill(home, 1_000_000);
        }
        try (var gateway = BenchHome.open(home)) {
            var bench = new DeskBench(Desk.open(gateway, home));
            if (million) {
                bench.million();
            } else {
                bench.desk();
            }
        }
    }

    private static void alone(String part) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DeskBench.class.getName(), part));
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(part + " ended with " + code);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /// Over the full database, without calls: each page for the first time in this process, then again.
    private void million() {
        System.out.printf(Locale.ROOT, "window %s, ms by the clock (of the thread)%n", desk.size());
        for (var page : Places.Name.values()) {
            var opened = desk.open(page);
            var again = again(page, 9);
            System.out.printf(Locale.ROOT,
                    "million, %-8s opens %s, whole after %4.0f; again %s, whole after %4.0f (at most 300)%n", page,
                    opened.fx(),
                    opened.whole(), median(again),
                    again.stream().mapToDouble(Desk.Opened::whole).sorted().toArray()[4]);
        }
    }

    private void desk() throws Exception {
        var calls = Calls.start(desk.gateway().status().baseUrl(), PER_SECOND, BenchHome.secrets());
        try {
            Calls.tell(calls, "go");
            Thread.sleep(WARMING);
            for (var page : Places.Name.values()) {
                first.put(page, desk.open(page));
            }
            System.out.printf(Locale.ROOT,
                    "window %s, %d requests/s of another process on %d cores; ms by the clock (of the thread)%n",
                    desk.size(),
                    PER_SECOND, Runtime.getRuntime().availableProcessors());
            for (var page : Places.Name.values()) {
                watched(page);
            }
            Calls.tell(calls, "rest");
            Thread.sleep(Duration.ofSeconds(3));
            for (var page : Places.Name.values()) {
                heap(page);
            }
        } finally {
            calls.destroy();
        }
    }

    private void watched(Places.Name page) {
        desk.open(page);
        desk.watch(Duration.ofSeconds(1));
        var seen = desk.watch(WATCH);
        System.out.printf(Locale.ROOT,
                "%-8s tick p50 %s, p95 %s (at most 8), layout p95 %s, all of the thread a tick %.1f; %.0f requests/s,"
                        + " %d in flight%n",
                page, Fx.Took.at(seen.ticks(), 0.5), Fx.Took.at(seen.ticks(), 0.95),
                Fx.Took.at(seen.layouts(), 0.95), seen.busy(), seen.rate(), seen.inFlight());
        var again = again(page, 9);
        var cold = Objects.requireNonNull(first.get(page));
        System.out.printf(Locale.ROOT, "%-8s opens %s, whole after %.0f; again %s, longest %s (at most 100)%n", page,
                cold.fx(), cold.whole(), median(again), Fx.Took.at(fx(again), 1));
    }

    private List<Desk.Opened> again(Places.Name page, int times) {
        return IntStream.range(0, times).mapToObj(_ -> {
            desk.open(other(page));
            return desk.open(page);
        }).toList();
    }

    private static Places.Name other(Places.Name page) {
        return page == Places.Name.LIVE ? Places.Name.SETTINGS : Places.Name.LIVE;
    }

    private static Fx.Took median(List<Desk.Opened> opened) {
        return Fx.Took.at(fx(opened), 0.5);
    }

    private static List<Fx.Took> fx(List<Desk.Opened> opened) {
        return opened.stream().map(Desk.Opened::fx).toList();
    }

    /// Without calls, so that what the engine keeps of them does not count.
    private void heap(Places.Name page) throws InterruptedException {
        visit(page, 5);
        anew(page, 5);
        long before = used();
        visit(page, VISITS - 5);
        long visited = used();
        anew(page, VISITS - 5);
        long made = used();
        System.out.printf(Locale.ROOT,
                "%-8s heap after 5 openings %.1f MB; after 50 visits %+.2f MB, after 50 times made anew %+.2f MB%n",
                page,
                before / 1e6, (visited - before) / 1e6, (made - visited) / 1e6);
    }

    private void visit(Places.Name page, int times) {
        for (int i = 0; i < times; i++) {
            desk.go(other(page));
            desk.go(page);
        }
    }

    private void anew(Places.Name page, int times) {
        for (int i = 0; i < times; i++) {
            desk.anew(page);
        }
    }

    /// After what a closed page still waits for.
    private static long used() throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) {
            System.gc();
            Fx.call(() -> true);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
