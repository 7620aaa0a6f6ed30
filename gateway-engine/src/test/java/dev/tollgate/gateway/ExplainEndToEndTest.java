package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What would become of a call is told without making it.
class ExplainEndToEndTest {
    @TempDir
    Path folder;
    private ScriptedUpstream upstream;
    private TestGateway gateway;

    @BeforeEach
    void open() {
        upstream = ScriptedUpstream.start();
        gateway = TestGateway.open(folder, """
                providers:
                  p: { base_url: "%s" }
                prices:
                  - { provider: p, model: big, from: 2026-01-01, input: 2, output: 8 }
                  - { provider: p, model: small, from: 2026-01-01, input: 0.1, output: 0.4 }
                routes:
                  smart:
                    targets:
                      - { provider: p, model: small, when: { tools: false, score_below: 40 } }
                      - { provider: p, model: big }
                  cheap: { targets: [{ provider: p, model: small }] }
                customers: [{ name: acme, route_map: { smart: cheap } }]
                keys:
                  - { name: app, secret: "literal:%s" }
                  - { name: tight, secret: "literal:tg-tight-000000000000000000000000000000", routes: [cheap] }
                budgets:
                  - { name: cents, scope: { key: app }, window: day, usd: 0.01 }
                """.formatted(upstream.baseUrl(), TestGateway.KEY));
    }

    @AfterEach
    void close() {
        gateway.close();
        upstream.close();
    }

    private JsonNode explained(String route, String question) {
        var reply = gateway.admin("POST", "routes/" + route + "/explain", question);
        assertEquals(200, reply.statusCode(), reply.body());
        assertEquals(List.of(), upstream.requests());
        assertEquals(List.of(), gateway.entries());
        return JsonMapper.shared().readTree(reply.body());
    }

    private static String fate(JsonNode told, int rung) {
        var target = told.path("targets").path(rung);
        return target.path("target").asString() + " " + target.path("fate").asString();
    }

    @Test
    void itsSizeIsEnough() {
        var told = explained("smart", "{}");
        assertEquals("smart", told.path("route").asString());
        assertEquals("p/small taken", fate(told, 0));
        assertEquals("p/big standby", fate(told, 1));
        assertEquals("0.0003", told.path("targets").path(0).path("likely_usd").asString());
        assertTrue(told.path("refusal").isNull());
        assertTrue(told.path("barred").isNull());
    }

    @Test
    void aRealRequestIsReadAsItWouldBe() {
        var told = explained("smart", """
                {"body":{"messages":[{"role":"user","content":"Hi"}],"max_tokens":20,
                "tools":[{"type":"function","function":{"name":"get"}}]}}""");
        assertEquals("p/small dropped", fate(told, 0));
        assertEquals("p/big taken", fate(told, 1));
        assertEquals("it is for calls without tools", told.path("targets").path(0).path("reason").asString());
        var claude = explained("smart", """
                {"path":"/v1/messages","body":{"max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}}""");
        assertEquals("p/small taken", fate(claude, 0));
        var gemini = explained("smart", """
                {"path":"/v1beta/models/x:generateContent","body":{"contents":[{"parts":[{"text":"Hi"}]}]}}""");
        assertEquals("p/small taken", fate(gemini, 0));
    }

    @Test
    void theCallersHeadCounts() {
        var told = explained("smart", "{\"headers\":{\"x-tollgate-customer\":\"acme\"}}");
        assertEquals("cheap", told.path("route").asString());
        assertTrue(told.path("notes").toString().contains("acme"), told.toString());
    }

    @Test
    void aKeyMayNotAskOrABudgetHasNoRoom() {
        assertTrue(explained("smart", "{\"key\":\"tight\"}").path("refusal").asString().contains("smart"));
        var told = explained("smart", "{\"key\":\"app\",\"input\":1000000,\"output\":10}");
        assertTrue(told.path("barred").asString().contains("cents"), told.toString());
        assertEquals("p/small taken", fate(told, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"nosuch | {} | 404 | There is no route nosuch. There are: smart, cheap.",
            "smart | {\"kee\":\"a\"} | 400 | There is no field kee here.",
            "smart | {\"key\":\"nobody\"} | 400 | There is no key nobody.",
            "smart | {\"input\":-1} | 400 | input is a whole number of tokens, 0 or more.",
            "smart | {\"headers\":[]} | 400 | headers is an object of names and values.",
            "smart | {\"headers\":{\"a\":1}} | 400 | The header a is a text, in quotes.",
            "smart | {\"body\":\"Hi\"} | 400 | body is the request's body: a JSON object",
            "smart | {\"body\":{\"max_tokens\":\"many\"}} | 400 | max_tokens",
            "smart | {\"path\":\"/v1/models\",\"body\":{}} | 400 | /v1/models calls no model"})
    void whatIsWrongIsTold(String route, String question, int status, String words) {
        var reply = gateway.admin("POST", "routes/" + route + "/explain", question);
        assertEquals(status, reply.statusCode(), reply.body());
        assertTrue(reply.body().contains(words), reply.body());
    }
}
