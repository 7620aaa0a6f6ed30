package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.control.RefusedFile;
import dev.tollgate.gateway.testing.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A configuration file that is changed while calls come in: what is wrong with it is told until it is right again.
class ConfigFileWatchTest {
    private static final String RIGHT = """
            listen: { port: 0 }
            providers:
              sim: { base_url: "http://simulated.localhost/v1", models: [sim-small] }
            routes:
              smart: { targets: [{ provider: sim, model: sim-small }] }
            keys:
              - { name: app, secret: "literal:tg-test-key-000000000000000000000000000000" }
            """;

    @TempDir
    Path folder;

    private void write(String text) {
        try {
            Files.writeString(folder.resolve("config.yaml"), text);
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    private static RefusedFile refused(TestGateway open) {
        return TestGateway.await(() -> open.gateway().versions().refused().orElse(null));
    }

    private static int chat(TestGateway open) {
        return open.post("/v1/chat/completions",
                "{\"model\":\"smart\",\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .statusCode();
    }

    private static void inForce(TestGateway open, int keys) {
        TestGateway.await(() -> {
            boolean well = open.gateway().versions().refused().isEmpty();
            return (well && open.gateway().config().keys().size() == keys) ? true : null;
        });
        assertTrue(open.admin("GET", "health", "").body().contains("\"config\":\"ok\""));
    }

    @Test
    void aMistakeIsToldWithItsLineUntilTheFileIsRightAgain() {
        try (var open = TestGateway.open(folder, RIGHT)) {
            open.gateway().simulated().control().speed(0);
            inForce(open, 1);
            long version = open.gateway().configVersion();

            write(RIGHT.replace("provider: sim,", "provider: smi,"));
            var line = refused(open).lines().getFirst();
            assertTrue(line.startsWith(folder.resolve("config.yaml") + ":5: routes.smart.targets[0]"), line);
            assertTrue(line.contains("smi"), line);
            assertEquals(version, open.gateway().configVersion());
            assertEquals(200, chat(open));
            var health = open.admin("GET", "health", "").body();
            assertTrue(health.contains("\"config\":\"refused\"") && !health.contains("smi"), health);

            write(RIGHT + "  - { name: more, secret: \"literal:tg-test-key-more-00000000000000000000\" }\n");
            inForce(open, 2);
            assertEquals(200, chat(open));
        }
    }

    @Test
    void aFileThatIsGoneIsToldToo() throws IOException {
        try (var open = TestGateway.open(folder, RIGHT)) {
            Files.move(folder.resolve("config.yaml"), folder.resolve("aside.yaml"));
            assertTrue(refused(open).lines().getFirst().contains("there is no such file"));
            Files.move(folder.resolve("aside.yaml"), folder.resolve("config.yaml"));
            TestGateway.await(() -> open.gateway().versions().refused().isEmpty() ? true : null);
        }
    }

    @Test
    void whatTheFileAsksForAndTheMachineDoesNotGiveIsTold() throws IOException {
        try (var open = TestGateway.open(folder, RIGHT);
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            write(RIGHT.replace("port: 0", "port: " + other.getLocalPort()));
            var line = refused(open).lines().getFirst();
            assertTrue(line.contains("listen.port: Port " + other.getLocalPort() + " on 127.0.0.1 is taken"), line);
            write(RIGHT);
            TestGateway.await(() -> open.gateway().versions().refused().isEmpty() ? true : null);
        }
    }
}
