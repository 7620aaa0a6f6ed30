package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tollgate.gateway.testing.HandClock;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every kind of alarm by every dimension it has, from a call at the listener to the signed message of its beginning and
/// that of its end.
class AlarmKindsEndToEndTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CHAT = "/v1/chat/completions";
    private static final String SECRET = "s3cret";
    private static final String ANSWER = """
            {"id":"x","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":900,"completion_tokens":100,\
            "total_tokens":1000}}""";
    private static final Map<String, String> WHO = Map.of("key", "app", "customer", "acme", "feature", "search",
            "agent", "fix-loop", "thread", "t1", "route", "r", "model", "m");
    private static final String[] HEADERS = {"x-tollgate-customer", "acme", "x-tollgate-feature", "search",
            "x-tollgate-agent", "fix-loop", "x-tollgate-thread", "t1"};

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock(Instant.parse("2026-11-18T12:00:00Z"));
    private final Queue<JsonNode> told = new ConcurrentLinkedQueue<>();
    private final Queue<String> unsigned = new ConcurrentLinkedQueue<>();
    private ScriptedUpstream good;
    private ScriptedUpstream bad;
    private HttpServer hook;

    @BeforeEach
    void start() throws IOException {
        good = ScriptedUpstream.start();
        good.always(CHAT, Script.json(200, ANSWER));
        bad = ScriptedUpstream.start();
        bad.always(CHAT, Script.json(500, "{\"error\":{\"message\":\"broken\"}}"));
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        hook.createContext("/hook", this::hear);
        hook.start();
    }

    @AfterEach
    void stop() {
        hook.stop(0);
        good.close();
        bad.close();
    }

    private void hear(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var head = exchange.getRequestHeaders();
        if (!("sha256=" + hmac(head.getFirst("X-Tollgate-Timestamp") + "." + body))
                .equals(head.getFirst("X-Tollgate-Signature"))) {
            unsigned.add(body);
        }
        told.add(JSON.readTree(body));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private static String hmac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private TestGateway gateway(List<String> rules) {
        return TestGateway.timed(folder, """
                providers:
                  up: { dialect: openai, base_url: "%s", models: [m] }
                  bad: { dialect: openai, base_url: "%s", models: [m] }
                routes:
                  r: { retries: { attempts: 0 }, health: { failures: 1000000 },
                       targets: [{ provider: bad, model: m }, { provider: up, model: m }] }
                prices:
                  - { provider: up, model: m, from: 2020-01-01, input: 1000, output: 1000 }
                  - { provider: bad, model: m, from: 2020-01-01, input: 1000, output: 1000 }
                channels: { ops: { webhook: "http://127.0.0.1:%d/hook", secret: "literal:%s" } }
                alarms:
                %s
                """.formatted(good.baseUrl(), bad.baseUrl(), hook.getAddress().getPort(), SECRET,
                String.join("\n", rules)), clock);
    }

    /// What is expected of each rule: name, and the kind and subject that its messages name.
    private static Map<String, String> expected(List<String> rules) {
        var expected = new TreeMap<String, String>();
        for (var by : WHO.keySet()) {
            for (var kind : List.of("token_velocity", "spend_velocity")) {
                rules.add("  - { name: %s-%s, kind: %s, scope: { each: %s }, window: 1m, ceiling: %s }".formatted(kind,
                        by, kind, by, kind.startsWith("token") ? "1500" : "1.5"));
                expected.put(kind + "-" + by, kind + " {\"" + by + "\":\"" + WHO.get(by) + "\"}");
            }
        }
        rules.add("  - { name: errors, kind: error_rate, scope: { each: target }, window: 1m, ceiling: 0.5,"
                + " min_requests: 4 }");
        expected.put("errors", "error_rate {\"target\":\"bad/m\"}");
        rules.add("  - { name: fallback, kind: fallback_rate, scope: { each: route }, window: 1m, ceiling: 0.5,"
                + " min_requests: 4 }");
        expected.put("fallback", "fallback_rate {\"route\":\"r\"}");
        rules.add("  - { name: retries, kind: retry_storm, scope: { each: key }, window: 1m, ceiling: 10 }");
        expected.put("retries", "retry_storm {\"key\":\"app\"}");
        rules.add("  - { name: loop, kind: loop, scope: { each: agent }, window: 1m }");
        expected.put("loop", "loop {\"agent\":\"fix-loop\"}");
        return expected;
    }

    @Test
    void eachIsToldSignedWhenItBeginsAndWhenItEnds() {
        var rules = new ArrayList<String>();
        var expected = expected(rules);
        assertEquals(18, expected.size());
        try (var gateway = gateway(rules)) {
            for (int i = 0; i <= 10; i++) {
                assertEquals(200, gateway.post(CHAT, "{\"model\":\"r\",\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"the same\"}]}", HEADERS).statusCode());
            }
            assertEquals(200, gateway.post(CHAT, circles(), HEADERS).statusCode());
            TestGateway.await(() -> told("active").size() == expected.size() ? told : null);
            assertEquals(expected, told("active"));
            for (int quiet = 0; quiet < 4; quiet++) {
                clock.advance(Duration.ofSeconds(61));
                gateway.gateway().alarms().tick();
            }
            TestGateway.await(() -> told("ended").size() == expected.size() ? told : null);
            assertEquals(expected, told("ended"));
            assertEquals(List.of(), List.copyOf(unsigned), "without its signature, or with a wrong one");
            assertEquals(List.of(), gateway.gateway().alarms().open());
            assertEquals(expected.size(), JSON.readTree(gateway.admin("GET", "alarms?state=ended", "").body())
                    .path("data").size());
        }
    }

    /// Kind and subject of what was told, by the rule's name.
    private Map<String, String> told(String state) {
        var all = new TreeMap<String, String>();
        told.stream().filter(one -> one.path("state").asString().equals(state)).forEach(one -> all
                .put(one.path("name").asString(), one.path("kind").asString() + " " + one.path("scope")));
        return all;
    }

    /// A conversation whose last steps run the same command five times.
    private static String circles() {
        var body = new StringBuilder("{\"model\":\"r\",\"messages\":[{\"role\":\"user\",\"content\":\"fix it\"}");
        for (int i = 0; i < 5; i++) {
            body.append(",{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c").append(i)
                    .append("\",\"type\":\"function\",\"function\":{\"name\":\"run\",\"arguments\":"
                            + "\"{\\\"command\\\":\\\"make\\\"}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c")
                    .append(i).append("\",\"content\":\"failed\"}");
        }
        return body.append("]}").toString();
    }

    /// Twenty thousand tokens an hour, then two million in ten minutes: real calls, a ledger that knows one hour, the rule
    /// of a new home.
    @Test
    void theRunawayIsToldWithinFifteenSecondsOfTraffic() {
        var rule = "  - { name: velocity, kind: token_velocity, scope: { each: key }, window: 1m, factor: 8,"
                + " floor: 20000, ceiling: 400000 }";
        try (var gateway = gateway(List.of(rule))) {
            int calls = 0;
            for (; calls < 20; calls++) {
                step(gateway, calls, Duration.ofMinutes(3));
                assertEquals(List.of(), gateway.gateway().alarms().open());
            }
            good.always(CHAT, Script.json(200, ANSWER.replace("100,", "15767,").replace("1000}", "16667}")));
            var began = clock.instant();
            while (gateway.gateway().alarms().open().isEmpty()) {
                step(gateway, calls++, Duration.ofSeconds(5));
                assertTrue(Duration.between(began, clock.instant()).compareTo(Duration.ofSeconds(15)) <= 0, "too late");
            }
            TestGateway.await(() -> told("active").containsKey("velocity") ? told : null);
        }
    }

    /// One call, then so much time, looked at as it passes.
    private void step(TestGateway gateway, int before, Duration then) {
        assertEquals(200, gateway.post(CHAT, "{\"model\":\"up/m\",\"messages\":[{\"role\":\"user\",\"content\":\""
                + before + "\"}]}").statusCode());
        gateway.entry(before + 1);
        gateway.gateway().alarms().tick();
        for (var left = then; left.isPositive(); left = left.minusSeconds(5)) {
            clock.advance(Duration.ofSeconds(5));
            gateway.gateway().alarms().tick();
        }
    }

    /// The call still streams, and no clock has moved: it is counted as it comes.
    @Test
    void anAnswerThatStillStreamsRaisesTheAlarm() throws InterruptedException {
        var gate = new CountDownLatch(1);
        var stream = Script.stream();
        for (int i = 0; i < 40; i++) {
            stream = stream.event("{\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                    + "toll gates and tolls and gates ".repeat(20) + "\"}}]}");
        }
        good.next(CHAT, stream.gate(gate).event("[DONE]").end());
        var rule = "  - { name: velocity, kind: token_velocity, scope: { each: key }, window: 1m, ceiling: 1500 }";
        try (var gateway = gateway(List.of(rule))) {
            var call = Thread.ofVirtual().start(() -> gateway.post(CHAT, "{\"model\":\"r\",\"stream\":true,"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"go\"}]}", HEADERS));
            TestGateway.await(() -> told("active").containsKey("velocity") ? told : null);
            assertEquals(1, gateway.gateway().flights().size(), "it runs on");
            gate.countDown();
            call.join();
        }
    }
}
