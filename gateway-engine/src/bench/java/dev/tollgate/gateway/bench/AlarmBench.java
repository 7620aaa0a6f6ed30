package dev.tollgate.gateway.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// What counting and alarms take of a request's processor time: two gateways under the same load, one with the rules of
/// a new home and one without any, in turns; and the share that a profile of the first finds in their code.
final class AlarmBench {
    private static final PrintStream OUT = System.out;
    private static final int TURNS = 15;
    private static final int CONNECTIONS = 64;
    private static final String COUNTING = "dev.tollgate.gateway.alarm.";
    private static final String COUNTERS = "dev.tollgate.gateway.event.LiveCounts";
    /// As a new home has them.
    private static final String RULES =
            """
                    alarms:
                      - { name: velocity, kind: token_velocity, scope: { each: key }, window: 1m, factor: 8, floor: 20000, ceiling: 400000 }
                      - { name: spend, kind: spend_velocity, scope: { each: key }, window: 1m, ceiling: 2 }
                      - { name: errors, kind: error_rate, scope: { each: target }, window: 5m, factor: 5, floor: 0.2, ceiling: 0.5 }
                      - { name: retries, kind: retry_storm, scope: { each: key }, window: 1m, ceiling: 30 }
                      - { name: loop, kind: loop, scope: { each: key } }
                    """;

    private final Path folder;
    private final Server with;
    private final Server without;

    private AlarmBench(Path folder, Server with, Server without) {
        this.folder = folder;
        this.with = with;
        this.without = without;
    }

    static void run(Path folder, List<String> flags) throws Exception {
        try (var mock = Server.java("direct", MockUpstream.class, List.of("-XX:+UseSerialGC", "-Xmx512m"));
                var with = gateway(folder, "rules", Bench.config(mock.port()) + RULES, flags);
                var without = gateway(folder, "bare", Bench.config(mock.port()), flags)) {
            var bench = new AlarmBench(folder, with, without);
            bench.warm();
            bench.turns();
            bench.profile();
        }
    }

    private static Server gateway(Path folder, String name, String config, List<String> flags) throws IOException {
        var file = Files.writeString(folder.resolve(name + ".yaml"), config);
        return Server.java(name, GatewayProcess.class, flags, folder.resolve(name).toString(), file.toString());
    }

    /// Both together, until the compiler takes less than a fiftieth of either's time.
    private void warm() throws Exception {
        boolean warm = false;
        for (int turn = 0; turn < 15 && !warm; turn++) {
            var one = cpu(with, 3);
            var other = cpu(without, 3);
            warm = one.compiler() < one.micros() / 50 && other.compiler() < other.micros() / 50;
        }
    }

    private static Bench.Cpu cpu(Server server, long seconds) throws Exception {
        return Bench.cpu(server, () -> Load.closed(server, CONNECTIONS, seconds));
    }

    private void turns() throws Exception {
        var shares = new ArrayList<Double>();
        for (int turn = 0; turn < TURNS; turn++) {
            boolean first = turn % 2 == 0;
            var a = cpu(first ? with : without, 2);
            var b = cpu(first ? without : with, 2);
            double on = first ? a.micros() : b.micros();
            double off = first ? b.micros() : a.micros();
            shares.add((on - off) / off);
            OUT.printf(Locale.ROOT, "json, 64 connections, CPU us a request: with rules %.1f, without %.1f, %+.1f %%%n",
                    on, off,
                    100 * shares.getLast());
        }
        var sorted = shares.stream().sorted().toList();
        OUT.printf(Locale.ROOT, "rules take of a request's CPU: median %+.1f %%, range %+.1f to %+.1f %%%n",
                100 * sorted.get(TURNS / 2),
                100 * sorted.getFirst(), 100 * sorted.getLast());
    }

    /// The difference of two noisy figures is noisy; a profile of the Java code, taken while it runs, is not. Since the
    /// system's part of a request is not in it, the share is rather too large.
    private void profile() throws Exception {
        var file = folder.resolve("alarms.jfr");
        jcmd("JFR.start", "name=bench", "settings=profile");
        Load.closed(with, CONNECTIONS, 20);
        jcmd("JFR.stop", "name=bench", "filename=" + file);
        var samples = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.ExecutionSample")
                        && event.getStackTrace() != null)
                .toList();
        OUT.printf(Locale.ROOT, "of %d samples of Java code: alarms and their counting %.2f %%, live counters %.2f %%"
                + " (the kernel's share and the compiler's are not in it)%n", samples.size(), share(samples, COUNTING),
                share(samples, COUNTERS));
    }

    private static double share(List<RecordedEvent> samples, String code) {
        long in = samples.stream().filter(sample -> sample.getStackTrace().getFrames().stream()
                .anyMatch(frame -> frame.getMethod().getType().getName().startsWith(code))).count();
        return 100.0 * in / Math.max(1, samples.size());
    }

    private void jcmd(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add(Long.toString(with.process().pid()));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }
}
