package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.Spoken;
import dev.tollgate.gateway.testing.TestGateway;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// Rubbish is asked for again at the next target, and paid for in the same request.
@Timeout(60)
class EscalationEndToEndTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String SCHEMA = """
            "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object",
            "properties":{"n":{"type":"integer"}},"required":["n"],"additionalProperties":false}}}""";
    private static final String TOOLS = """
            "tools":[{"type":"function","function":{"name":"get","parameters":{"type":"object","properties":
            {"id":{"type":"string"}},"required":["id"]}}}]""";

    @TempDir
    Path folder;
    private ScriptedUpstream one;
    private ScriptedUpstream two;

    @BeforeEach
    void open() {
        one = ScriptedUpstream.start();
        two = ScriptedUpstream.start();
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private TestGateway gateway(String more) {
        return TestGateway.open(folder, """
                providers:
                  one: { base_url: "%s", endpoints: [chat] }
                  two: { base_url: "%s", endpoints: [chat] }
                prices:
                  - { provider: one, model: m, from: 2026-01-01, input: 1, output: 2 }
                  - { provider: two, model: m, from: 2026-01-01, input: 10, output: 20 }
                routes:
                  smart:
                    retries: { attempts: 0 }
                    escalate_on: [invalid_json, refusal, content_filter, empty, timeout]
                    %s
                    targets: [{ provider: one, model: m }, { provider: two, model: m }]
                """.formatted(one.baseUrl(), two.baseUrl(), more));
    }

    private static Script answer(String message, String finish) {
        return Script.json(200,
                "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":"
                        + "[{\"index\":0,\"finish_reason\":\"" + finish + "\",\"message\":{\"role\":\"assistant\","
                        + message
                        + "}}],\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100,\"total_tokens\":1100}}");
    }

    private static Script says(String text) {
        return answer("\"content\":" + JsonMapper.shared().writeValueAsString(text), "stop");
    }

    private static Script calls(String arguments) {
        return answer("\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":"
                + "{\"name\":\"get\",\"arguments\":" + JsonMapper.shared().writeValueAsString(arguments) + "}}]",
                "tool_calls");
    }

    private static HttpResponse<String> ask(TestGateway gateway, String more) {
        return gateway.post(CHAT,
                "{\"model\":\"smart\",\"max_tokens\":200,\"messages\":[{\"role\":\"user\",\"content\":"
                        + "\"Hi\"}]" + (more.isEmpty() ? "" : "," + more) + "}");
    }

    private static Script kind(String kind) {
        return switch (kind) {
            case "text" -> says("Sure! Here it is: 5");
            case "list" -> says("[1]");
            case "half" -> says("{\"n\":");
            case "wrong type" -> says("{\"n\":\"five\"}");
            case "extra" -> says("{\"n\":5,\"m\":6}");
            case "blank" -> says(" \n");
            case "none" -> answer("\"content\":null", "stop");
            case "thoughts" -> answer("\"content\":\"\",\"reasoning_content\":\"Hm\"", "stop");
            case "refusal" -> answer("\"content\":null,\"refusal\":\"I will not.\"", "stop");
            case "filter" -> answer("\"content\":\"\"", "content_filter");
            case "half call" -> calls("{\"id\":");
            case "wrong call" -> calls("{\"id\":5}");
            default -> throw new AssertionError(kind);
        };
    }

    private static String asked(String what) {
        return switch (what) {
            case "schema" -> SCHEMA;
            case "json" -> "\"response_format\":{\"type\":\"json_object\"}";
            case "tools" -> TOOLS;
            default -> "";
        };
    }

    @ParameterizedTest
    @CsvSource({"text,schema,INVALID_JSON,INVALID_OUTPUT", "text,json,INVALID_JSON,INVALID_OUTPUT",
            "list,json,INVALID_JSON,INVALID_OUTPUT", "half,schema,INVALID_JSON,INVALID_OUTPUT",
            "wrong type,schema,INVALID_JSON,INVALID_OUTPUT", "extra,schema,INVALID_JSON,INVALID_OUTPUT",
            "blank,plain,MALFORMED,INVALID_OUTPUT", "none,plain,MALFORMED,INVALID_OUTPUT",
            "thoughts,plain,MALFORMED,INVALID_OUTPUT", "refusal,plain,REFUSAL,REFUSED",
            "filter,plain,CONTENT_FILTER,REFUSED", "half call,tools,INVALID_JSON,INVALID_OUTPUT",
            "wrong call,tools,INVALID_JSON,INVALID_OUTPUT"})
    void theNextTargetIsAskedAndTheFirstOnePaid(String kind, String asked, Fault fault, Outcome outcome) {
        var good = asked.equals("tools") ? calls("{\"id\":\"5\"}") : says("{\"n\":5}");
        one.always(CHAT, kind(kind));
        two.always(CHAT, good);
        try (var gateway = gateway("")) {
            var answer = ask(gateway, asked(asked));
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().contains("5"), answer.body());
            assertEquals(Optional.of("two/m"), answer.headers().firstValue("x-tollgate-target"));
            var entry = gateway.entry(1);
            assertEquals(Outcome.SUCCESS, entry.result().outcome());
            assertEquals(List.of(Optional.of(fault), Optional.empty()),
                    entry.attempts().stream().map(attempt -> attempt.fault()).toList());
            assertEquals(outcome, entry.attempts().getFirst().outcome());
            assertEquals(1_200_000_000L, entry.attempts().getFirst().cost().picos());
            assertEquals(13_200_000_000L, entry.cost().picos());
            assertEquals(Optional.of("one/m"), entry.served().fellBackFrom());
            assertFalse(entry.rescued());
        }
    }

    @ParameterizedTest
    @CsvSource({"text,schema,INVALID_OUTPUT", "refusal,plain,REFUSED", "none,plain,INVALID_OUTPUT"})
    void whenTheLastOneIsNoBetterItsAnswerGoesOut(String kind, String asked, Outcome outcome) {
        one.always(CHAT, kind(kind));
        two.always(CHAT, kind(kind));
        try (var gateway = gateway("")) {
            assertEquals(200, ask(gateway, asked(asked)).statusCode());
            var entry = gateway.entry(1);
            assertEquals(outcome, entry.result().outcome());
            assertEquals(2, entry.attempts().size());
            assertEquals(Optional.of("two/m"), entry.served().target());
        }
    }

    @Test
    void whenTheNextOneFailsTheFirstAnswerGoesOut() {
        one.always(CHAT, says("five"));
        two.always(CHAT, Script.json(500, "{\"error\":{\"message\":\"no\"}}"));
        try (var gateway = gateway("")) {
            var answer = ask(gateway, SCHEMA);
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().contains("five"));
            assertEquals(Optional.of("one/m"), answer.headers().firstValue("x-tollgate-target"));
            var entry = gateway.entry(1);
            assertEquals(Outcome.INVALID_OUTPUT, entry.result().outcome());
            assertEquals(Optional.of("one/m"), entry.served().target());
            assertEquals(Optional.empty(), entry.served().fellBackFrom());
        }
    }

    @Test
    void whatWasNotAskedForIsNotJudged() {
        one.always(CHAT, says("Sure! Here it is: 5"));
        try (var gateway = gateway("")) {
            assertEquals(200, ask(gateway, "").statusCode());
            assertEquals(1, gateway.entry(1).attempts().size());
        }
    }

    @Test
    void aSchemaThatPointsElsewhereJudgesNothing() {
        one.always(CHAT, says("{\"n\":\"five\"}"));
        try (var gateway = gateway("")) {
            var schema = "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":"
                    + "{\"$ref\":\"http://127.0.0.1:" + two.port() + "/v1/schema\"}}}";
            assertEquals(200, ask(gateway, schema).statusCode());
            assertEquals(List.of(), two.requests());
            assertEquals(Outcome.SUCCESS, gateway.entry(1).result().outcome());
        }
    }

    @Test
    void aProviderThatRefusesForItsFilterIsPassedOver() {
        one.always(CHAT, Script.json(400, "{\"error\":{\"message\":\"filtered\",\"code\":\"content_filter\"}}"));
        two.always(CHAT, says("Hi"));
        try (var gateway = gateway("")) {
            assertEquals(200, ask(gateway, "").statusCode());
            assertEquals(Optional.of(Fault.CONTENT_FILTER), gateway.entry(1).attempts().getFirst().fault());
        }
    }

    private static final String STREAMED = """
            {"model":"smart","stream":true,"messages":[{"role":"user","content":"Hi"}],%s}""".formatted(SCHEMA);

    @Test
    void aHeldStreamIsJudgedBeforeTheClientSeesAnyOfIt() {
        one.always(CHAT, Spoken.CHAT.whole(1, List.of("The ", "number ", "is ", "5.")));
        two.always(CHAT, Spoken.CHAT.whole(2, List.of("{\\\"n\\\":", "5}")));
        try (var gateway = gateway("escalate_stream: hold")) {
            var told = gateway.stream(CHAT, STREAMED);
            assertTrue(told.whole());
            assertFalse(told.text().contains("number"), told.text());
            assertFalse(told.text().contains("chatcmpl-1"), told.text());
            assertTrue(told.text().contains("chatcmpl-2"), told.text());
            assertEquals(Outcome.SUCCESS, gateway.entry(1).result().outcome());
        }
    }

    @Test
    void aHeldStreamThatDiesFallsOverInSilence() {
        one.always(CHAT, Spoken.CHAT.said(1, List.of("{\\\"n\\\":")).cut());
        two.always(CHAT, Spoken.CHAT.whole(2, List.of("{\\\"n\\\":", "5}")));
        try (var gateway = gateway("escalate_stream: hold")) {
            var told = gateway.stream(CHAT, STREAMED);
            assertTrue(told.whole());
            assertFalse(told.text().contains("chatcmpl-1"), told.text());
        }
    }

    @Test
    void aHeldStreamGoesOutWhenNobodyDoesBetter() {
        one.always(CHAT, Spoken.CHAT.whole(1, List.of("The ", "number ", "is ", "5.")));
        two.always(CHAT, Script.json(500, "{\"error\":{\"message\":\"no\"}}"));
        try (var gateway = gateway("escalate_stream: hold")) {
            var told = gateway.stream(CHAT, STREAMED);
            assertTrue(told.whole());
            assertTrue(told.text().contains("number"), told.text());
            assertTrue(told.text().endsWith("data: [DONE]\n\n"), told.text());
            assertEquals(Outcome.INVALID_OUTPUT, gateway.entry(1).result().outcome());
        }
    }

    @Test
    void aStreamThatIsNotHeldIsJudgedAtItsEnd() {
        one.always(CHAT, Spoken.CHAT.whole(1, List.of("The ", "number ", "is ", "5.")));
        try (var gateway = gateway("")) {
            assertTrue(gateway.stream(CHAT, STREAMED).whole());
            var entry = gateway.entry(1);
            assertEquals(Outcome.INVALID_OUTPUT, entry.result().outcome());
            assertEquals(1, entry.attempts().size());
        }
    }

    @Test
    void anEmptyStreamIsAskedForAgain() {
        one.always(CHAT, Spoken.CHAT.whole(1, List.of()));
        two.always(CHAT, Spoken.CHAT.whole(2, List.of("Hi")));
        try (var gateway = gateway("")) {
            var told = gateway.stream(CHAT, Spoken.CHAT.ask());
            assertTrue(told.whole());
            assertFalse(told.text().contains("chatcmpl-1"), told.text());
            assertEquals(2, gateway.entry(1).attempts().size());
        }
    }

    @ParameterizedTest
    @CsvSource({"/v1/messages,MESSAGES", "/v1/responses,RESPONSES"})
    void otherProtocolsAreJudgedAsWell(String path, Spoken client) {
        one.always(CHAT, Spoken.CHAT.whole(1, List.of()));
        two.always(CHAT, Spoken.CHAT.whole(2, List.of("Hi")));
        try (var gateway = gateway("")) {
            var told = gateway.stream(path, client.ask());
            assertTrue(told.whole());
            assertTrue(told.text().contains("Hi"), told.text());
            assertEquals(2, gateway.entry(1).attempts().size());
        }
    }
}
