package dev.tollgate.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.testing.TestConsole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as it is typed, on a home of its own and on one that a running process holds.
class ExplainCommandTest {
    private static final String CONFIG = """
            providers:
              sim: { base_url: "http://simulated.localhost/v1", models: [sim-small, sim-large] }
            prices:
              - { provider: sim, model: "sim-*", from: 2026-01-01, input: 1, output: 2 }
            routes:
              smart:
                targets:
                  - { provider: sim, model: sim-small, when: { customer: acme } }
                  - { provider: sim, model: sim-large }
            """;

    @TempDir
    Path folder;

    private record Ran(int exit, String out) {}

    private static Ran run(String... arguments) {
        var all = new ArrayList<>(List.of("explain"));
        all.addAll(List.of(arguments));
        var out = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return new Ran(Commands.run(all.toArray(String[]::new)), out.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void itSaysWhomTheCallWouldReachAndWhy() throws IOException {
        var config = Files.writeString(folder.resolve("tollgate.yaml"), CONFIG).toString();
        var home = folder.resolve("home").toString();
        var plain = run("--config", config, "--home", home, "smart");
        assertEquals(0, plain.exit(), plain.out());
        assertEquals(List.of(
                "Route smart, 1000 tokens in and 500 out, budgets would hold $0.067536",
                "  1  dropped  sim/sim-small",
                "     it is for customer acme, this is none",
                "  2  taken    sim/sim-large  about $0.002",
                "     first that may serve",
                "     not called since the start"), plain.out().lines().toList());
        var body = Files.writeString(folder.resolve("body.json"), "{\"messages\":[],\"max_tokens\":5}").toString();
        var acme = run("--config", config, "--home", home, "-H", "x-tollgate-customer=acme", "--body", body, "smart");
        assertTrue(acme.out().contains("  1  taken    sim/sim-small"), acme.out());
        assertEquals(2, run("--config", config, "--home", home, "nosuch").exit());
        var json = run("--config", config, "--home", home, "--json", "--input", "10", "smart").out();
        assertTrue(json.contains("\"input\":10,\"output\":500"), json);
    }

    @Test
    void aRunningProcessAnswers() throws Exception {
        try (var console = TestConsole.open()) {
            var route = "smart";
            var told = run("--home", console.home().toString(), route);
            assertEquals(0, told.exit(), told.out());
            assertTrue(told.out().contains("taken"), told.out());
        }
    }
}
