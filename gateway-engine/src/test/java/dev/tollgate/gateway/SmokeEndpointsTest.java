package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.sim.SimFault;
import dev.tollgate.gateway.testing.TestGateway;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `smoke` of the contract's endpoints, through the real listener.
class SmokeEndpointsTest {
    private static final String CONFIG = """
            providers:
              sim: { base_url: "http://simulated.localhost/v1", credentials: ["literal:sk-simulated-secret-123456"],
                     models: [sim-small, sim-large] }
            prices:
              - { provider: sim, model: sim-small, from: 2026-01-01, input: 0.15, output: 0.60 }
            """;

    @TempDir
    Path folder;

    private TestGateway open() {
        var gateway = TestGateway.open(folder, CONFIG);
        gateway.gateway().simulated().control().speed(20);
        return gateway;
    }

    private static JsonNode answered(TestGateway gateway, int status, String method, String path, String body) {
        var reply = gateway.admin(method, path, body);
        assertEquals(status, reply.statusCode(), reply.body());
        assertFalse(reply.body().contains("sk-simulated-secret"), reply.body());
        return JsonMapper.shared().readTree(reply.body());
    }

    private static JsonNode ended(TestGateway gateway, String id) {
        return TestGateway.await(() -> {
            var run = answered(gateway, 200, "GET", "smoke/" + id, "");
            return run.path("state").asString().equals("running") ? null : run;
        });
    }

    @Test
    void aRunIsEstimatedStartedWatchedAndListed() {
        try (var gateway = open()) {
            var wish = "{\"provider\":\"sim\",\"models\":[\"sim-small\"],\"checks\":[\"chat\",\"stream\"]";
            var plan = answered(gateway, 200, "POST", "smoke", wish + ",\"estimate\":true}");
            assertEquals(List.of("sim/sim-small"), plan.path("targets").valueStream().map(JsonNode::asString).toList());
            assertTrue(plan.path("calls").asInt() >= 2, plan.toString());
            assertTrue(plan.path("expected_usd").asString().startsWith("0.0"), plan.toString());
            assertTrue(answered(gateway, 200, "GET", "smoke", "").path("data").isEmpty(), "an estimate runs nothing");
            assertEquals(0, gateway.gateway().simulated().control().log().size());

            var begun = answered(gateway, 202, "POST", "smoke", wish + ",\"ceiling_usd\":\"0.02\"}");
            var run = ended(gateway, begun.path("id").asString());
            assertEquals("done", run.path("state").asString());
            assertTrue(run.path("note").isNull(), run.toString());
            assertEquals("0.02", run.path("ceiling_usd").asString());
            assertEquals("admin API", run.path("by").asString());
            assertEquals(plan.path("calls").asInt(), run.path("calls").asInt());
            assertEquals(List.of("chat ok", "stream ok"), run.path("cells").valueStream()
                    .map(c -> c.path("check").asString() + " " + c.path("state").asString()).toList());
            var cell = run.path("cells").get(0);
            assertTrue(cell.path("curl").asString().contains("$SIM_API_KEY"), cell.toString());
            assertTrue(cell.path("received").asString().startsWith("HTTP "), cell.toString());
            var listed = answered(gateway, 200, "GET", "smoke?limit=5", "").path("data");
            assertEquals(1, listed.size());
            assertEquals(run.path("id"), listed.get(0).path("id"));
            assertEquals(run.path("cost_usd"), listed.get(0).path("cost_usd"));
        }
    }

    @Test
    void aBreakIsAChangeOfTheNextRun() {
        try (var gateway = open()) {
            var wish = "{\"provider\":\"sim\",\"models\":[\"sim-small\"],\"checks\":[\"tools\"]}";
            ended(gateway, answered(gateway, 202, "POST", "smoke", wish).path("id").asString());
            gateway.gateway().simulated().control().script("sim-small", SimFault.of(SimFault.Kind.TOOLS_IGNORED),
                    Duration.ofMinutes(1));
            var broken = ended(gateway, answered(gateway, 202, "POST", "smoke", wish).path("id").asString());
            assertEquals("Tools are ignored", broken.path("cells").get(0).path("cause").asString());
            var changed = answered(gateway, 200, "GET", "smoke", "").path("data").get(0).path("changed");
            assertEquals("ok failed", changed.get(0).path("from").asString() + " " + changed.get(0).path("to")
                    .asString());
        }
    }

    @Test
    void oneRunsAtATimeAndCanBeCancelled() {
        try (var gateway = open()) {
            var provider = gateway.gateway().simulated().control();
            provider.script("sim-small", SimFault.of(SimFault.Kind.SLOW).waiting(Duration.ofSeconds(30)), 1);
            var wish = "{\"provider\":\"sim\",\"models\":[\"sim-small\"]}";
            var id = answered(gateway, 202, "POST", "smoke", wish).path("id").asString();
            TestGateway.await(() -> provider.log().isEmpty() ? null : true);
            var second = answered(gateway, 409, "POST", "smoke", wish);
            assertEquals("smoke_running", second.path("error").path("code").asString());
            assertEquals("running", answered(gateway, 200, "GET", "smoke/" + id, "").path("state").asString());
            answered(gateway, 200, "POST", "smoke/" + id + "/cancel", "");
            assertEquals("cancelled", ended(gateway, id).path("state").asString());
            answered(gateway, 404, "POST", "smoke/" + id + "/cancel", "");
        }
    }

    @Test
    void whatIsAskedWronglyNamesItsField() {
        try (var gateway = open()) {
            for (var wrong : List.of("provider {}", "provider {\"provider\":\"nobody\"}",
                    "models {\"provider\":\"sim\",\"models\":\"sim-small\"}",
                    "checks {\"provider\":\"sim\",\"checks\":[\"chart\"]}",
                    "ceiling_usd {\"provider\":\"sim\",\"ceiling_usd\":\"much\"}",
                    "ceiling_usd {\"provider\":\"sim\",\"ceiling_usd\":\"0\"}")) {
                var field = wrong.substring(0, wrong.indexOf(' '));
                var reply = answered(gateway, 400, "POST", "smoke", wrong.substring(field.length() + 1));
                assertEquals(field, reply.path("error").path("param").asString(), reply.toString());
            }
            answered(gateway, 400, "POST", "smoke", "{");
            answered(gateway, 404, "GET", "smoke/smoke_none", "");
            var bare = gateway.send(HttpRequest.newBuilder(URI.create(gateway.url("/tollgate/v1/smoke"))).build());
            assertEquals(401, bare.statusCode());
        }
    }

    /// The next start says so, without waiting for the next run.
    @Test
    void aRunWhoseProcessWasKilledIsInterruptedAtTheNextStart() {
        var at = Instant.parse("2026-11-20T10:00:00Z");
        var found = at.plusSeconds(3);
        try (var gateway = open()) {
            var runs = gateway.gateway().smoke().runs();
            var open = new SmokeRun("smoke_killed", at, Optional.empty(), "console", "sim", SmokeRun.State.RUNNING, 24,
                    2, 7, 0, 50, List.of());
            runs.begin(open);
            runs.save(open.with(SmokeRun.State.RUNNING, Optional.empty(), 2, 7, 0, List.of(new SmokeCell(
                    "smoke_killed", "sim/sim-small", "chat", SmokeCell.State.OK, found, "ok", "", "", 0, 1,
                    OptionalLong.empty(), 1, 7, 40, "", "", "", List.of()))), 0);
            assertEquals("running", answered(gateway, 200, "GET", "smoke/smoke_killed", "").path("state").asString());
        }
        try (var gateway = open()) {
            var run = answered(gateway, 200, "GET", "smoke/smoke_killed", "");
            assertEquals("interrupted", run.path("state").asString());
            assertEquals("interrupted after 1 of 24 checks: Tollgate ended, or failed, while it ran",
                    run.path("note").asString());
            assertEquals(found.toString(), run.path("ended").asString());
            assertEquals(2, run.path("calls").asInt());
        }
    }
}
