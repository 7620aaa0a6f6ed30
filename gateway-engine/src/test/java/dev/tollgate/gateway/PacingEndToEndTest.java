package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Limits are kept and not hit, retries add little, and rests outlive a restart.
@Timeout(60)
class PacingEndToEndTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String ANSWER = """
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop",
            "message":{"role":"assistant","content":"Hi"}}],"usage":{"prompt_tokens":5,"completion_tokens":1}}""";

    @TempDir
    Path folder;
    private ScriptedUpstream one;
    private ScriptedUpstream two;

    @BeforeEach
    void open() {
        one = ScriptedUpstream.start();
        two = ScriptedUpstream.start();
        two.always(CHAT, Script.json(200, ANSWER));
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private TestGateway gateway(String route) {
        return TestGateway.open(folder, """
                providers:
                  one: { base_url: "%s" }
                  two: { base_url: "%s" }
                routes:
                  smart: { %s }
                """.formatted(one.baseUrl(), two.baseUrl(), route));
    }

    private static HttpResponse<String> ask(TestGateway gateway, String... headers) {
        return gateway.post(CHAT, "{\"model\":\"smart\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"" + (headers.length == 0 ? "Hi" : headers[1]) + "\"}]}", headers);
    }

    private static FutureTask<HttpResponse<String>> later(TestGateway gateway, String... headers) {
        var task = new FutureTask<>(() -> ask(gateway, headers));
        Thread.ofVirtual().start(task);
        return task;
    }

    private static List<String> waiting(TestGateway gateway) {
        var rows = JsonMapper.shared().readTree(gateway.admin("GET", "flights", "").body()).path("data");
        return rows.valueStream().filter(row -> row.path("state").asString().equals("queued"))
                .map(row -> row.path("id").asString()).toList();
    }

    private static void await(TestGateway gateway, int queued) {
        TestGateway.await(() -> waiting(gateway).size() == queued ? Boolean.TRUE : null);
    }

    @Test
    void whoHasNoRoomWaitsItsTurnByClass() throws Exception {
        var gate = new CountDownLatch(1);
        one.next(CHAT,
                Script.reply(200).header("Content-Type", "application/json").gate(gate)
                        .raw(ANSWER.getBytes(StandardCharsets.UTF_8))
                        .cut());
        one.always(CHAT, Script.json(200, ANSWER));
        try (var gateway = gateway("queue: { wait: 20s }, targets: [{ provider: one, model: m, limits: "
                + "{ parallel: 1 } }]")) {
            var first = later(gateway);
            one.take();
            var background = later(gateway, "x-tollgate-traffic", "background");
            await(gateway, 1);
            var normal = later(gateway);
            await(gateway, 2);
            var critical = later(gateway, "x-tollgate-traffic", "critical");
            await(gateway, 3);
            assertEquals(1, one.requests().size());
            gate.countDown();
            for (var each : List.of(first, critical, normal, background)) {
                assertEquals(200, each.get().statusCode());
            }
            var order = one.requests().stream().map(request -> request.text().replaceAll(".*content\":\"", "")
                    .replaceAll("\".*", "")).toList();
            assertEquals(List.of("Hi", "critical", "Hi", "background"), order);
        }
    }

    @Test
    void aFullQueueAndAWaitThatIsOverAreRefusals() throws Exception {
        one.next(CHAT, Script.never());
        try (var gateway = gateway("queue: { wait: 300ms, most: 1 }, targets: [{ provider: one, model: m, limits: "
                + "{ parallel: 1 } }]")) {
            var _ = later(gateway);
            one.take();
            var waits = later(gateway);
            await(gateway, 1);
            var full = ask(gateway);
            assertEquals(503, full.statusCode());
            assertEquals(Optional.of("no_target"), full.headers().firstValue("x-tollgate-reason"));
            assertTrue(full.headers().firstValue("Retry-After").isPresent());
            assertEquals(503, waits.get().statusCode());
            assertEquals(1, one.requests().size());
        }
    }

    @Test
    void ofManyAtOnceNoneHitsTheLimit() throws Exception {
        one.always(CHAT, Script.reply(200).header("Content-Type", "application/json")
                .silence(Duration.ofMillis(5)).raw(ANSWER.getBytes(StandardCharsets.UTF_8)).cut());
        try (var gateway = gateway("queue: { wait: 20s, most: 1000 }, targets: [{ provider: one, model: m, limits: "
                + "{ parallel: 3 } }]")) {
            var all = Stream.generate(() -> later(gateway)).limit(60).toList();
            for (var each : all) {
                assertEquals(200, each.get().statusCode());
            }
            assertEquals(60, one.requests().size());
            gateway.entry(60);
            assertEquals(60, gateway.entries().stream().filter(e -> e.result().outcome() == Outcome.SUCCESS).count());
        }
    }

    @Test
    void anotherTargetWithRoomIsBetterThanWaiting() throws Exception {
        one.next(CHAT, Script.never());
        try (var gateway =
                gateway("queue: { wait: 20s }, targets: [{ provider: one, model: m, limits: { parallel: 1 } },"
                        + " { provider: two, model: m }]")) {
            var _ = later(gateway);
            one.take();
            assertEquals(200, ask(gateway).statusCode());
            assertEquals(1, two.requests().size());
        }
    }

    @Test
    void whatAProviderSaysIsLeftOfItsLimitsIsHeeded() {
        one.always(CHAT, Script.reply(200).header("Content-Type", "application/json")
                .header("x-ratelimit-remaining-requests", "0").header("x-ratelimit-reset-requests", "30s")
                .body(ANSWER));
        try (var gateway = gateway("targets: [{ provider: one, model: m }, { provider: two, model: m }]")) {
            assertEquals(200, ask(gateway).statusCode());
            assertEquals(200, ask(gateway).statusCode());
            assertEquals(1, one.requests().size());
            assertTrue(gateway.entry(2).decision().getLast().reason()
                    .contains("its provider leaves it no more calls for now"), gateway.entry(2).decision()::toString);
        }
    }

    @Test
    void retriesAreGivenUpWhenTheyWouldAddTooMuch() {
        one.always(CHAT, Script.json(500, "{\"error\":{\"message\":\"no\"}}"));
        try (var gateway = gateway("retries: { attempts: 1, backoff: 1ms }, health: { failures: 1000 }, targets: "
                + "[{ provider: one, model: m }]")) {
            for (int i = 0; i < 30; i++) {
                assertEquals(500, ask(gateway).statusCode());
            }
            assertTrue(one.requests().size() < 45, () -> one.requests().size() + " calls for 30");
            assertTrue(one.requests().size() >= 40, () -> one.requests().size() + " calls for 30");
        }
    }

    @Test
    void aTargetThatRestsStillRestsAfterARestart() {
        one.always(CHAT, Script.json(500, "{\"error\":{\"message\":\"no\"}}"));
        var route = "retries: { attempts: 0 }, health: { failures: 1, cooldown: 60s }, targets: [{ provider: one, "
                + "model: m }, { provider: two, model: m }]";
        try (var gateway = gateway(route)) {
            assertEquals(200, ask(gateway).statusCode());
        }
        try (var gateway = gateway(route)) {
            assertEquals(200, ask(gateway).statusCode());
            assertEquals(1, one.requests().size());
            var targets = JsonMapper.shared().readTree(gateway.admin("GET", "targets", "").body());
            assertTrue(targets.toString().contains("\"resting\""), targets::toString);
        }
    }

    @Test
    void aFreeTiersKnownLimitHoldsForTargetsOfIt() {
        Map.of("openrouter", 20L, "groq", 30L).forEach((name, calls) -> assertEquals(calls,
                Catalogue.byId(name).orElseThrow().terms().freeQuota().rpm().orElse(0)));
    }
}
