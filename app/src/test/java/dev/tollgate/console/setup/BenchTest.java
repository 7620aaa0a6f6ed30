package dev.tollgate.console.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A home whose file alone may change it is tried, never written.
class BenchTest {
    @TempDir
    Path folder;

    @Test
    void withAConfigurationFileTheLinesForItAreToldInstead() throws IOException {
        var file = folder.resolve("tollgate.yaml");
        var text = "listen: { port: 0 }\n";
        Files.writeString(file, text);
        var options = GatewayOptions.of(folder.resolve("home")).withConfigFile(file);
        try (var gateway = assertInstanceOf(Opening.Ready.class, Gateway.open(options)).gateway()) {
            var bench = new Bench(gateway);
            var outcome = bench.test(Wish.of(Offer.BUILT_IN, "", "", ""));
            var answer = assertInstanceOf(Trial.ReadOnly.class, outcome, outcome.toString());
            assertEquals(file.toString(), answer.file());
            assertTrue(answer.result().contains("free") && answer.lines().contains("built-in:"), answer.toString());
            assertTrue(gateway.config().providers().isEmpty());
            assertTrue(bench.capDay(1).contains(file.toString()));
            gateway.close(Duration.ZERO);
        }
        assertEquals(text, Files.readString(file));
    }
}
