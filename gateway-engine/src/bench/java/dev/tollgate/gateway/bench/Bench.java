package dev.tollgate.gateway.bench;

import dev.tollgate.gateway.upstream.ConversionBench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Runs the parts named on the command line (all without one) and prints ours, the reference and the ratio.
final class Bench {
    private static final PrintStream OUT = System.out;
    private static final int TURNS = 5;

    private final Path folder;
    private final Server mock;
    private final Server gateway;
    private final Optional<Server> nginx;

    private Bench(Path folder) throws IOException {
        this.folder = folder;
        this.mock = Server.java("direct", MockUpstream.class, List.of("-XX:+UseSerialGC", "-Xmx512m"));
        this.gateway = Server.java("tollgate", GatewayProcess.class, flags(),
                folder.resolve("home").toString(), config().toString());
        this.nginx = Nginx.start(folder, mock.port());
    }

    /// The launcher's; more by `-Dbench.flags`, to compare.
    private static List<String> flags() {
        var flags = new ArrayList<>(Trained.FLAGS);
        flags.addAll(List.of(System.getProperty("bench.flags", "").strip().split("\\s+")));
        flags.removeIf(String::isEmpty);
        return flags;
    }

    private Path config() throws IOException {
        return Files.writeString(folder.resolve("bench.yaml"), config(mock.port()));
    }

    /// One provider at this port, one key, two budgets, one price.
    static String config(int mock) {
        return """
                providers: { mock: { base_url: "http://127.0.0.1:%d/v1", models: [m] } }
                keys: [{ name: bench, secret: "literal:%s" }]
                budgets:
                  - { name: everything, scope: {}, window: day, usd: 1000000 }
                  - { name: each, scope: { each: key }, window: day, usd: 1000000 }
                prices: [{ provider: mock, model: m, from: 2020-01-01, input: 0.15, output: 0.6 }]
                """.formatted(mock, Client.KEY);
    }

    public static void main(String[] args) throws Exception {
        var parts = args.length == 0 || args[0].equals("all")
                ? List.of("start", "json", "latency", "events", "many", "alarms", "ledger", "reprice", "convert")
                : List.of(args[0].split(","));
        var folder = Files.createTempDirectory("tollgate-bench");
        if (parts.contains("convert")) {
            ConversionBench.run(OUT);
        }
        if (parts.contains("ledger")) {
            Server.alone(LedgerBench.class, flags());
        }
        if (parts.contains("reprice")) {
            RepriceBench.run(Files.createDirectory(folder.resolve("reprice")), flags());
        }
        if (parts.contains("alarms")) {
            AlarmBench.run(folder, flags());
        }
        if (parts.stream().anyMatch(List.of("start", "json", "latency", "events", "many")::contains)) {
            new Bench(folder).run(parts);
        }
    }

    private void run(List<String> parts) throws Exception {
        try (mock; gateway) {
            OUT.println(nginx.isPresent()
                    ? "reference: nginx, plain reverse proxy, 2 workers"
                    : "reference: nginx is not installed, its parts are skipped");
            if (parts.contains("start")) {
                start();
            }
            if (!parts.equals(List.of("start"))) {
                warm();
            }
            if (parts.contains("json")) {
                json();
            }
            if (parts.contains("latency")) {
                latency();
            }
            if (parts.contains("events")) {
                events();
            }
            if (parts.contains("many")) {
                many();
            }
        } finally {
            nginx.ifPresent(Server::close);
        }
    }

    /// Until the compiler takes less than a fiftieth of the gateway's time, two minutes at most.
    private void warm() throws Exception {
        long begin = System.nanoTime();
        boolean warm = false;
        for (int turn = 0; turn < 20 && !warm; turn++) {
            var calls = cpu(gateway, () -> Load.closed(gateway, 64, 3));
            var events = cpu(gateway, () -> Load.streams(gateway, 100, 150, 20_000));
            warm = calls.compiler < calls.micros / 50 && events.compiler < events.micros / 50;
        }
        if (nginx.isPresent()) {
            Load.closed(nginx.get(), 64, 3);
        }
        OUT.printf(Locale.ROOT, "warmed for %d s%n", Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    }

    /// In short turns, so that what else the machine does meets both sides alike.
    private void json() throws Exception {
        var ratios = new ArrayList<Double>();
        for (int turn = 0; turn < 9 * TURNS; turn++) {
            compare("json, 64 connections, CPU us a request", server -> Load.closed(server, 64, 1), ratios);
        }
        median("json CPU ratio to nginx (at most 4)", ratios);
    }

    private void events() throws Exception {
        var ratios = new ArrayList<Double>();
        for (int turn = 0; turn < TURNS; turn++) {
            compare("100 streams of 50 events/s, CPU us an event", server -> Load.streams(server, 100, 300, 20_000),
                    ratios);
        }
        median("stream event CPU ratio to nginx (at most 3)", ratios);
    }

    /// Load on whichever server.
    private interface Work {
        Load.Result on(Server server) throws InterruptedException;
    }

    private void compare(String what, Work work, List<Double> ratios) throws Exception {
        var ours = cpu(gateway, () -> work.on(gateway));
        if (nginx.isEmpty()) {
            OUT.printf(Locale.ROOT, "%s: tollgate %.1f (and %.1f of the compiler)%n", what, ours.micros, ours.compiler);
            return;
        }
        var theirs = cpu(nginx.get(), () -> work.on(nginx.get()));
        ratios.add(ours.micros / theirs.micros);
        OUT.printf(Locale.ROOT, "%s: tollgate %.1f (and %.1f of the compiler), nginx %.1f, ratio %.2f%n", what,
                ours.micros, ours.compiler,
                theirs.micros, ours.micros / theirs.micros);
    }

    private void latency() throws InterruptedException {
        added("500 requests/s (p50 at most 0.3 ms, p99 at most 3)", 6 * TURNS, server -> Load.open(server, 500, 2));
    }

    /// The first thousand also finds the memory it needs, page by page from the system; the next ones are what lasts.
    private void many() throws Exception {
        added("1,000 streams of 20 events/s for 20 s (p99 at most 10 ms)", TURNS,
                server -> Load.streams(server, 1_000, 400, 50_000));
        OUT.printf(Locale.ROOT, "resident %d MB%n", gateway.residentMb());
    }

    /// In turns, each against the direct calls right before it: a stall of the machine spoils a turn, not the median.
    private void added(String what, int turns, Work work) throws InterruptedException {
        var sides = Stream.concat(Stream.of(gateway), nginx.stream()).map(server -> new Added(what, server)).toList();
        for (int turn = 0; turn < turns; turn++) {
            var direct = work.on(mock);
            check(direct);
            for (var side : sides) {
                side.turn(direct, work.on(side.server));
            }
        }
        sides.forEach(Added::tell);
    }

    /// What a server adds to the direct calls, turn by turn, in milliseconds.
    private record Added(String what, Server server, List<Double> p50, List<Double> p99) {
        Added(String what, Server server) {
            this(what, server, new ArrayList<>(), new ArrayList<>());
        }

        void turn(Load.Result direct, Load.Result through) {
            check(through);
            p50.add(added(direct, through, 50));
            p99.add(added(direct, through, 99));
            OUT.printf(Locale.ROOT,
                    "%s through %s: %d answers or events, added p50 %.3f ms, p99 %.3f ms; direct %.3f, %.3f%n", what,
                    server.name(), through.calls(), p50.getLast(), p99.getLast(),
                    direct.micros().getValueAtPercentile(50) / 1e3, direct.micros().getValueAtPercentile(99) / 1e3);
        }

        void tell() {
            median(what + " through " + server.name() + ", added p50 in ms", p50);
            median(what + " through " + server.name() + ", added p99 in ms", p99);
        }

        private static double added(Load.Result direct, Load.Result through, double percentile) {
            return (through.micros().getValueAtPercentile(percentile)
                    - direct.micros().getValueAtPercentile(percentile)) / 1e3;
        }
    }

    /// A run of load.
    interface Run {
        Load.Result go() throws InterruptedException;
    }

    /// Processor time a call in microseconds, the compiler's apart.
    record Cpu(double micros, double compiler) {}

    static Cpu cpu(Server server, Run run) throws Exception {
        long before = server.cpuNanos();
        long compiled = server.compilerNanos();
        var result = run.go();
        check(result);
        long compiler = server.compilerNanos() - compiled;
        return new Cpu((server.cpuNanos() - before - compiler) / 1e3 / result.calls(), compiler / 1e3 / result.calls());
    }

    private static void check(Load.Result... results) {
        for (var result : results) {
            if (result.errors() > 0) {
                throw new IllegalStateException(result.errors() + " errors: the figures would mean nothing");
            }
        }
    }

    private static void median(String what, List<Double> ratios) {
        if (!ratios.isEmpty()) {
            var sorted = ratios.stream().sorted().toList();
            OUT.printf(Locale.ROOT, "%s: median %.2f, range %.2f to %.2f%n", what, sorted.get(sorted.size() / 2),
                    sorted.getFirst(),
                    sorted.getLast());
        }
    }

    /// From the start of the process to the first answered request: as installed, and once from bare classes.
    private void start() throws IOException, InterruptedException {
        var config = folder.resolve("bench.yaml").toString();
        var trained = Trained.of(folder, config);
        for (int turn = 0; turn < TURNS; turn++) {
            var home = folder.resolve("start" + turn);
            started("with the JVM's cache (at most 1000 ms)", () -> trained.start(home, config));
        }
        started("from classes, no cache", () -> Server.java("tollgate", GatewayProcess.class,
                Trained.FLAGS, folder.resolve("cold").toString(), config));
    }

    /// How a server comes up.
    private interface Start {
        Server go() throws IOException;
    }

    private static void started(String how, Start start) throws IOException {
        long begin = System.nanoTime();
        try (var fresh = start.go()) {
            long listening = System.nanoTime();
            try (var client = new Client(fresh.port())) {
                client.call(Client.json());
            }
            OUT.printf(Locale.ROOT, "start %s: listening after %d ms, first answer after %d ms%n", how,
                    Duration.ofNanos(listening - begin).toMillis(),
                    Duration.ofNanos(System.nanoTime() - begin).toMillis());
        }
    }
}
