package dev.tollgate.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.sim.SimFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command as it is typed, on a home of its own and on one that a running process holds.
class SmokeCommandTest {
    private static final String CONFIG = """
            providers:
              sim: { base_url: "http://simulated.localhost/v1", models: [sim-small, "sim-small+tools_ignored"] }
            prices:
              - { provider: sim, model: "sim-*", from: 2026-01-01, input: 0.15, output: 0.6 }
            """;

    @TempDir
    Path folder;

    private record Ran(int exit, String out) {}

    private static Ran run(String... arguments) {
        var all = new ArrayList<>(List.of("smoke"));
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
    void itSaysTheEstimateThenTheTableAndWhatIsWrong() throws IOException {
        var config = Files.writeString(folder.resolve("tollgate.yaml"), CONFIG).toString();
        var home = folder.resolve("home").toString();
        var good = run("--config", config, "--home", home, "--model", "sim-small", "--checks", "chat,tools", "sim");
        assertEquals(0, good.exit(), good.out());
        assertTrue(good.out().startsWith("3 calls to sim/sim-small, about $0.0"), good.out());
        assertTrue(good.out().contains("passed: 2 ok"), good.out());

        var bad = run("--config", config, "--home", home, "--checks", "tools", "sim");
        assertEquals(1, bad.exit(), bad.out());
        assertTrue(bad.out().contains("sim/sim-small+tools_ignored tools: Tools are ignored"), bad.out());
        assertTrue(bad.out().contains("curl -sS"), bad.out());
    }

    @Test
    void aWrongCommandLineIsTwo() throws IOException {
        var config = Files.writeString(folder.resolve("tollgate.yaml"), CONFIG).toString();
        var home = folder.resolve("home").toString();
        assertEquals(2, run("--config", config, "--home", home, "nobody").exit());
        assertEquals(2, run("--config", config, "--home", home, "--checks", "colour", "sim").exit());
        assertEquals(2, run("--config", config, "--home", home, "--ceiling", "much", "sim").exit());
        assertEquals(2, run().exit());
    }

    @Test
    void aHomeInUseIsTestedByItsProcess() {
        try (var console = TestConsole.open()) {
            console.provider().speed(20);
            var home = console.home().toString();
            var good = run("--home", home, "--model", "sim-small", "--checks", "chat", "sim");
            assertEquals(0, good.exit(), good.out());
            assertTrue(good.out().startsWith("1 call to sim/sim-small"), good.out());
            console.provider().script("sim-small", SimFault.of(SimFault.Kind.SERVER_ERROR), Duration.ofMinutes(1));
            var bad = run("--home", home, "--model", "sim-small", "--checks", "chat", "sim");
            assertEquals(1, bad.exit(), bad.out());
            assertTrue(bad.out().contains("The provider failed (500)"), bad.out());
            assertEquals(2, console.gateway().smoke().runs().recent(10).size());
            assertEquals(2, run("--home", home, "nobody").exit());
        }
    }
}
