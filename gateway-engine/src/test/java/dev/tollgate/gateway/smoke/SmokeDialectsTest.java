package dev.tollgate.gateway.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.sim.SimFault;
import dev.tollgate.gateway.smoke.SmokeTests.Asked;
import dev.tollgate.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Smoke tests of providers that do not speak chat: what a chat client gets of them is judged.
class SmokeDialectsTest {
    @TempDir
    Path folder;

    private TestGateway gateway;
    private SmokeTests smoke;

    @BeforeEach
    void open() {
        gateway = TestGateway.open(folder, """
                providers:
                  responses: { base_url: "http://simulated.localhost/v1", endpoints: [responses], models: [sim-small] }
                  messages: { dialect: anthropic, base_url: "http://simulated.localhost", models: [sim-small] }
                  gemini: { dialect: gemini, base_url: "http://simulated.localhost", models: [sim-small] }
                """);
        smoke = gateway.gateway().smoke();
        gateway.gateway().simulated().control().speed(20);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private SmokeRun run(String provider, Set<Check> checks) {
        var plan = assertInstanceOf(Asked.Possible.class,
                smoke.plan(provider, List.of("sim-small"), checks, SmokeAsk.USUAL_CEILING)).plan();
        var id = assertInstanceOf(Asked.Started.class, smoke.start("test", plan)).id();
        return TestGateway.await(() -> smoke.runs().run(id).filter(r -> r.state() != SmokeRun.State.RUNNING)
                .orElse(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"responses", "messages", "gemini"})
    void aProviderThatIsWellPasses(String provider) {
        var run = run(provider, EnumSet.allOf(Check.class));
        for (var cell : run.cells()) {
            boolean offered = !Set.of("embed", "error").contains(cell.check());
            assertEquals(offered ? SmokeCell.State.OK : SmokeCell.State.SKIPPED, cell.state(),
                    cell.check() + ": " + cell.cause() + " " + cell.detail());
        }
    }

    @Test
    void aFaultIsFoundThroughTheConversionAndTheCurlLineIsTheProvidersOwn() {
        gateway.gateway().simulated().control().script("sim-small", SimFault.of(SimFault.Kind.TOOLS_IGNORED), 10);
        var cell = run("messages", Set.of(Check.TOOLS)).cells().getFirst();
        assertEquals(SmokeCell.State.FAILED, cell.state(), cell.cause());
        assertTrue(cell.curl().contains("/v1/messages") && cell.curl().contains("anthropic-version"), cell.curl());
    }
}
