package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Ask;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the catalogue says of a provider reaches the wire where the gateway writes the request, and only there.
class QuirkyProvidersTest {
    private static final String STREAM = """
            data: {"choices":[{"delta":{"content":"Hi"}}]}

            data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

            data: [DONE]

            """;
    private static final Canned.Answer ANSWER =
            new Canned.Answer(200, "text/event-stream", STREAM.getBytes(StandardCharsets.UTF_8));

    /// A conversation with a tool and a thought of its own family, in a protocol that has to be converted.
    private static Ask messages(boolean stream) {
        return Calls.ask(Endpoint.MESSAGES,
                """
                        {"model":"x","max_tokens":2000,"temperature":0.5,"stream":%s,"thinking":{"type":"enabled","budget_tokens":1024},
                        "tools":[{"name":"f","input_schema":{"type":"object"}}],
                        "messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[
                        {"type":"tool_use","id":"c1","name":"f","input":{}}]},
                        {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"1"}]}]}"""
                        .formatted(stream));
    }

    private static String sent(Canned wire, Ask ask, String url, String model) {
        var provider = new Provider("acme", Dialect.OPENAI, url, List.of(), false, true, List.of(),
                Optional.of(Set.of(Endpoint.CHAT)), Optional.empty());
        var opening = new Upstream(wire, Time.system(), "via").open(new Call(ask, provider,
                new TargetId("acme", "1", model), Optional.empty(), Calls.CLIENT, Calls.limits(Time.system()),
                Time.system()));
        assertFalse(opening instanceof Opening.Failed, opening::toString);
        return wire.sent(wire.asked.size() - 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "https://api.deepseek.com/v1 | deepseek-v4-pro | \"thinking\":{\"type\":\"enabled\"}",
            "https://api.deepseek.com/v1 | deepseek-v4-pro | \"reasoning_content\":\" \"",
            "https://api.moonshot.ai/v1 | kimi-k2.6 | \"reasoning_content\":\" \"",
            "https://api.z.ai/api/coding/paas/v4 | glm-4.7 | \"thinking\":{\"type\":\"enabled\"}",
            "https://dashscope.aliyuncs.com/compatible-mode/v1 | qwen-plus | \"thinking_budget\":1024",
            "https://api.openai.com/v1 | gpt-5.4 | \"max_completion_tokens\":2000"})
    void aConversionSpeaksAsTheProviderDoes(String url, String model, String part) {
        var body = sent(new Canned(4096, ANSWER), messages(true), url, model);
        assertTrue(body.contains(part), body);
    }

    @ParameterizedTest
    @CsvSource({"https://api.mistral.ai/v1, mistral-large-latest, stream_options",
            "https://api.openai.com/v1, gpt-5.4, temperature", "https://api.x.ai/v1, grok-build-0.1, reasoning_effort",
            "https://api.moonshot.ai/v1, kimi-k2.5, reasoning_effort"})
    void aConversionLeavesOutWhatIsRefused(String url, String model, String field) {
        var body = sent(new Canned(4096, ANSWER), messages(true), url, model);
        assertFalse(body.contains("\"" + field + "\""), body);
        assertTrue(sent(new Canned(4096, ANSWER), messages(true), "https://nobody.example/v1", model)
                .contains("\"" + field + "\""));
    }

    @Test
    void aBodyThatPassesIsLeftAloneButForTheUsageItDemands() {
        var asked = Calls.ask(Endpoint.CHAT,
                "{\"model\":\"o3\",\"parallel_tool_calls\":false,\"temperature\":0.1,\"messages\":[]}");
        var whole = "{\"object\":\"chat.completion\",\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}";
        assertEquals(new String(asked.body(), StandardCharsets.UTF_8),
                sent(Canned.json(200, whole), asked, "https://api.openai.com/v1", "o3"));
        assertTrue(sent(new Canned(4096, ANSWER), Calls.chat(true), "https://nobody.example/v1", "m")
                .contains("stream_options"));
        assertFalse(sent(new Canned(4096, ANSWER), Calls.chat(true), "https://api.mistral.ai/v1", "m")
                .contains("stream_options"));
    }

    @Test
    void aConvertedStreamIsAskedAgainWithoutOptionsThatAreRefused() {
        var refusal = new Canned.Answer(422, "application/json",
                "{\"detail\":[{\"loc\":[\"body\",\"stream_options\"]}]}".getBytes(StandardCharsets.UTF_8));
        var wire = new Canned(4096, refusal, ANSWER);
        var body = sent(wire, messages(true), "https://nobody.example/v1", "m");
        assertTrue(wire.sent(0).contains("stream_options"));
        assertFalse(body.contains("stream_options"));
        assertEquals(2, wire.asked.size());
    }

    @Test
    void aRefusalOfTheClientsOwnOptionsIsItsAnswer() {
        var wire = Canned.json(400, "{\"error\":{\"message\":\"stream_options\"}}");
        var ask =
                Calls.ask(Endpoint.CHAT, "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                        + "\"messages\":[]}");
        assertInstanceOf(Opening.Failed.class,
                new Upstream(wire, Time.system(), "via").open(Calls.call(ask, "https://api.example/v1")));
        assertEquals(1, wire.asked.size());
    }
}
