package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.tollgate.gateway.alarm.AlarmState;
import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.alarm.Replayed;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Subject;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Alarms through the front door: raised by real calls, told to a real webhook, acted on, kept.
class AlarmsEndToEndTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CHAT = "/v1/chat/completions";
    private static final String ANSWER = """
            {"id":"x","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":900,"completion_tokens":100,\
            "total_tokens":1000}}""";
    private static final String VELOCITY =
            "{ name: velocity, kind: token_velocity, scope: { each: key }, window: 1m, ceiling: 1500%s }";

    @TempDir
    Path folder;

    private ScriptedUpstream provider;

    @BeforeEach
    void start() throws IOException {
        provider = ScriptedUpstream.start();
        provider.always(CHAT, Script.json(200, ANSWER));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private TestGateway gateway(String rule, String more) {
        return TestGateway.open(folder, """
                providers:
                  up: { dialect: openai, base_url: "%s", models: [m] }
                prices:
                  - { provider: up, model: m, from: 2020-01-01, input: 1000, output: 1000 }
                alarms:
                  - %s
                %s
                """.formatted(provider.baseUrl(), rule, more));
    }

    private static int ask(TestGateway gateway, String text, String... headers) {
        return gateway.post(CHAT, "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}",
                headers).statusCode();
    }

    private static AlarmView alarm(TestGateway gateway) {
        return TestGateway.await(() -> gateway.gateway().alarms().open().stream().findFirst().orElse(null));
    }

    private static JsonNode json(TestGateway gateway, String method, String path, String body) {
        return JSON.readTree(gateway.admin(method, path, body).body());
    }

    @Test
    void aKeyThatBurnsRaisesAnAlarmThatTheAdminSeesAcknowledgesAndSnoozes() {
        try (var gateway = gateway(VELOCITY.formatted(""), "")) {
            ask(gateway, "one");
            ask(gateway, "two");
            var raised = alarm(gateway);
            assertEquals(Subject.key("app"), raised.subject());
            var row = json(gateway, "GET", "alarms?state=open", "").path("data").path(0);
            assertEquals("token_velocity", row.path("kind").asString());
            assertEquals("active", row.path("state").asString());
            assertEquals("app", row.path("subject").asString());
            assertEquals(2_000, row.path("value").asLong());
            assertEquals("tokens", row.path("unit").asString());
            var id = row.path("id").asString();
            assertEquals("acknowledged", json(gateway, "POST", "alarms/" + id + "/ack", "").path("state").asString());
            assertEquals("snoozed",
                    json(gateway, "POST", "alarms/" + id + "/snooze", "{\"for\":\"1h\"}").path("state").asString());
            assertEquals("active", json(gateway, "POST", "alarms/" + id + "/undo", "").path("state").asString());
            assertEquals(409, gateway.admin("POST", "alarms/" + id + "/undo", "").statusCode());
            assertEquals(404, gateway.admin("POST", "alarms/al_99/ack", "").statusCode());
            assertEquals(400, gateway.admin("POST", "alarms/" + id + "/snooze", "{\"for\":\"long\"}").statusCode());
            var acts = json(gateway, "GET", "audit", "").path("data");
            assertEquals("admin API", acts.path(0).path("author").asString());
            assertEquals("reopen alarm velocity", acts.path(0).path("action").asString());
            assertEquals("key app", acts.path(0).path("subject").asString());
        }
    }

    @Test
    void anAlarmThatPausesStopsItsOwnSubjectOnlyAndUndoBringsItBack() {
        var rule = "{ name: agents, kind: token_velocity, scope: { each: agent }, window: 1m, ceiling: 1500,"
                + " actions: [notify, pause, cut] }";
        try (var gateway = gateway(rule, "")) {
            ask(gateway, "one", "x-tollgate-agent", "fix-loop");
            ask(gateway, "two", "x-tollgate-agent", "fix-loop");
            var raised = alarm(gateway);
            TestGateway.await(() -> gateway.gateway().alarms().open().getFirst().acts().contains("cut") ? 1 : null);
            assertEquals(403, ask(gateway, "three", "x-tollgate-agent", "fix-loop"));
            assertEquals(200, ask(gateway, "four", "x-tollgate-agent", "other"));
            var author = json(gateway, "GET", "audit", "").path("data").path(0);
            assertEquals("alarm agents", author.path("author").asString());
            assertEquals(200, gateway.admin("POST", "alarms/" + raised.id() + "/undo", "").statusCode());
            assertEquals(200, ask(gateway, "five", "x-tollgate-agent", "fix-loop"));
        }
    }

    @Test
    void alarmsAndAuditSurviveARestart() {
        var rule = VELOCITY.formatted("");
        String id;
        try (var gateway = gateway(rule, "")) {
            ask(gateway, "one");
            ask(gateway, "two");
            id = alarm(gateway).id();
            gateway.gateway().alarms().acknowledge("test", id);
        }
        try (var gateway = gateway(rule, "")) {
            var kept = alarm(gateway);
            assertEquals(id, kept.id());
            assertEquals(AlarmState.ACKNOWLEDGED, kept.state());
            assertTrue(json(gateway, "GET", "audit", "").path("data").size() >= 1);
        }
        try (var gateway = gateway("{ name: other, kind: loop }", "")) {
            var ended = gateway.gateway().alarms().ended(10).getFirst();
            assertEquals(id, ended.id());
            assertEquals("its rule is gone", ended.note());
        }
    }

    /// A month is as long as it is, and what never ends has no window to name; the row says so also when the budget is gone.
    @Test
    void anAlarmOfABudgetSaysTheWindowOfThatBudget() {
        var budgets = new StringBuilder("budgets:\n");
        for (var window : List.of("hour", "day", "week", "month", "total", "5h")) {
            budgets.append("  - { name: b-").append(window).append(", scope: {}, window: ").append(window)
                    .append(", requests: 10, at: { 10: notify } }\n");
        }
        try (var gateway = gateway(VELOCITY.formatted(""), budgets.toString())) {
            ask(gateway, "one");
            TestGateway.await(() -> gateway.gateway().alarms().open().size() == 6 ? 1 : null);
            for (var budget : json(gateway, "GET", "budgets", "").path("data")) {
                var row = row(gateway, budget.path("name").asString());
                var end = budget.path("window").path("end");
                assertTrue(row.has("window_seconds"), row.toString());
                assertEquals(end.isNull() ? "null" : length(budget.path("window")),
                        row.path("window_seconds").toString(), row.toString());
            }
        }
        try (var gateway = gateway(VELOCITY.formatted(""), "")) {
            TestGateway.await(() -> gateway.gateway().alarms().ended(10).size() == 6 ? 1 : null);
            assertEquals(5 * 3_600, row(gateway, "b-5h").path("window_seconds").asLong());
            assertEquals(7.0 * 86_400, row(gateway, "b-week").path("window_seconds").asDouble(), 3_600);
            assertTrue(row(gateway, "b-total").path("window_seconds").isNull());
        }
    }

    /// A budget that went on to be used is not shown as it was when its step was reached.
    @Test
    void anOpenAlarmOfABudgetSaysWhatIsUsedByNow() {
        var budgets = "budgets: [{ name: each, scope: { each: customer }, window: day, requests: 10,"
                + " at: { 10: notify } }]";
        try (var gateway = gateway(VELOCITY.formatted(""), budgets)) {
            ask(gateway, "one", "x-tollgate-customer", "acme");
            ask(gateway, "two", "x-tollgate-customer", "other");
            TestGateway.await(() -> gateway.gateway().alarms().open().stream()
                    .filter(each -> each.kind() == Kind.BUDGET).count() == 2 ? 1 : null);
            ask(gateway, "three", "x-tollgate-customer", "acme");
            TestGateway.await(() -> used(gateway, "acme") == 2 ? 1 : null);
            assertEquals(1, used(gateway, "other"));
        }
    }

    private static long used(TestGateway gateway, String customer) {
        return gateway.gateway().alarms().open().stream()
                .filter(each -> each.subject().equals(Subject.of(Dimension.CUSTOMER, customer))).findFirst()
                .orElseThrow().value();
    }

    private static String length(JsonNode window) {
        return Long.toString(Duration.between(Instant.parse(window.path("start").asString()),
                Instant.parse(window.path("end").asString())).toSeconds());
    }

    private static JsonNode row(TestGateway gateway, String name) {
        return json(gateway, "GET", "alarms", "").path("data").valueStream()
                .filter(row -> row.path("name").asString().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void aLoopOfToolCallsIsSeenInTheConversationItself() {
        try (var gateway = gateway("{ name: loop, kind: loop, scope: { each: key } }", "")) {
            assertEquals(200, turns(gateway, 4));
            assertEquals(200, ask(gateway, "another conversation"));
            assertEquals(200, turns(gateway, 5));
            var raised = alarm(gateway);
            assertEquals(Kind.LOOP, raised.kind());
            assertEquals(5, raised.value());
        }
    }

    /// A conversation whose last steps read the same file and run the same command in turns.
    private static int turns(TestGateway gateway, int times) {
        var body = new StringBuilder("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"fix it\"}");
        for (int i = 0; i < times; i++) {
            for (var call : List.of("read_file\",\"arguments\":\"{\\\"path\\\":\\\"a.txt\\\"}",
                    "run\",\"arguments\":\"{\\\"command\\\":\\\"make\\\"}")) {
                body.append(",{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c").append(i)
                        .append("\",\"type\":\"function\",\"function\":{\"name\":\"").append(call)
                        .append("\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c").append(i)
                        .append("\",\"content\":\"nothing new ").append(i).append("\"}");
            }
        }
        return gateway.post(CHAT, body.append("]}").toString()).statusCode();
    }

    @Test
    void theSameRequestAgainAndAgainIsARetryStorm() {
        try (var gateway = gateway("{ name: retries, kind: retry_storm, scope: { each: key }, ceiling: 10 }", "")) {
            for (int i = 0; i <= 10; i++) {
                ask(gateway, "the same");
            }
            assertEquals(Kind.RETRY_STORM, alarm(gateway).kind());
        }
    }

    @Test
    void aTargetThatFailsIsNamed() {
        provider.always(CHAT, Script.json(500, "{\"error\":{\"message\":\"broken\"}}"));
        try (var gateway = gateway(
                "{ name: errors, kind: error_rate, scope: { each: target }, ceiling: 0.5, min_requests: 4 }", "")) {
            for (int i = 0; i < 4; i++) {
                ask(gateway, "x" + i);
            }
            var raised = alarm(gateway);
            assertEquals(Subject.of(Dimension.TARGET, "up/m"), raised.subject());
            assertEquals(1_000_000, raised.value());
        }
    }

    @Test
    void aWebhookIsSignedRetriedAndItsTroubleIsToldInWords() throws Exception {
        var received = new ConcurrentLinkedQueue<Received>();
        var statuses = new ConcurrentLinkedQueue<>(List.of(503, 200));
        var server = hook(received, statuses);
        var channels = "channels: { ops: { webhook: \"http://127.0.0.1:" + server.getAddress().getPort()
                + "/hook\", secret: \"literal:s3cret\" } }";
        try (var gateway = gateway(VELOCITY.formatted(", to: [ops]"), channels)) {
            ask(gateway, "one");
            ask(gateway, "two");
            TestGateway.await(received::peek);
            TestGateway.await(() -> gateway.gateway().alarms().channels().getFirst().trouble().orElse(null));
            TestGateway.await(() -> received.size() == 2 ? received : null);
            TestGateway.await(() -> gateway.gateway().alarms().channels().getFirst().trouble().isEmpty() ? 1 : null);
            var last = received.stream().toList().getLast();
            assertEquals("sha256=" + hmac("s3cret", last.timestamp() + "." + last.body()), last.signature());
            assertTrue(Math.abs(Long.parseLong(last.timestamp()) - System.currentTimeMillis() / 1000) < 60);
            var told = JSON.readTree(last.body());
            assertEquals("velocity", told.path("name").asString());
            assertEquals("app", told.path("scope").path("key").asString());
            server.stop(0);
            assertEquals(200, ask(gateway, "a dead webhook is in nobody's way"));
        } finally {
            server.stop(0);
        }
    }

    /// What came to the hook.
    private record Received(String body, String signature, String timestamp) {}

    private static HttpServer hook(Queue<Received> received, Queue<Integer> statuses) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/hook", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var status = statuses.poll();
            exchange.sendResponseHeaders(status == null ? 200 : status, -1);
            received.add(new Received(body, String.valueOf(exchange.getRequestHeaders()
                    .getFirst("X-Tollgate-Signature")), String.valueOf(
                            exchange.getRequestHeaders()
                                    .getFirst("X-Tollgate-Timestamp"))));
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String hmac(String secret, String text) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aRuleIsTriedOnThePast() {
        try (var gateway = gateway(VELOCITY.formatted(""), "")) {
            ask(gateway, "one");
            ask(gateway, "two");
            gateway.entry(2);
            var rules = gateway.gateway().config().alarming().rules();
            var fired = TestGateway.await(() -> gateway.gateway().alarms().wouldHaveFired(rules.getFirst(),
                    Duration.ofDays(7)) instanceof Replayed.Fired now && now.times() > 0 ? now : null);
            assertEquals(1, fired.times());
            var higher = rules.getFirst().withCeiling(5_000);
            assertEquals(new Replayed.Fired(0, Duration.ofDays(7), List.of()),
                    gateway.gateway().alarms().wouldHaveFired(higher, Duration.ofDays(7)));
        }
    }

    @Test
    void theGuardsOfANewHomeAreItsConfiguration() {
        var opened = (Opening.Ready) Gateway.open(GatewayOptions.of(folder.resolve("new")).withPort(0));
        try (var gateway = opened.gateway()) {
            assertEquals(List.of("velocity", "spend", "errors", "retries", "loop"),
                    gateway.config().alarming().rules().stream().map(rule -> rule.name()).toList());
        }
    }
}
