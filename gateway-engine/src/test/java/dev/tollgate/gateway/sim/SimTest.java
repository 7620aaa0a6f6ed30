package dev.tollgate.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.time.SteppedTime;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.MemoryExchange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the simulated provider answers to clients that know only the OpenAI protocol.
class SimTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String QUESTION = "\"messages\":[{\"role\":\"user\",\"content\":\"Why are rivers winding?\"}]";
    private static final String CHAT = "/v1/chat/completions";

    private final SteppedTime time = new SteppedTime(Instant.parse("2026-11-21T10:00:00Z"));
    private final Sim sim = sim();

    private Sim sim() {
        var fresh = new Sim(time, RandomGeneratorFactory.of("L64X128MixRandom").create(7));
        fresh.control().speed(0);
        return fresh;
    }

    private MemoryExchange post(String path, String json) {
        var exchange = MemoryExchange.post(path, "any", json);
        sim.handle(exchange);
        return exchange;
    }

    private static String chat(String model, String more) {
        return "{\"model\":\"" + model + "\"," + more + QUESTION + "}";
    }

    private static JsonNode json(MemoryExchange exchange) {
        assertEquals(200, exchange.status());
        return JSON.readTree(exchange.body());
    }

    private static List<JsonNode> events(MemoryExchange exchange) {
        var events = new ArrayList<JsonNode>();
        for (String block : exchange.text().split("\n\n", -1)) {
            if (block.startsWith("data: {")) {
                events.add(JSON.readTree(block.substring(6)));
            }
        }
        return events;
    }

    private static String text(List<JsonNode> events) {
        var text = new StringBuilder();
        events.forEach(e -> text.append(e.path("choices").path(0).path("delta").path("content").asString("")));
        return text.toString();
    }

    @Test
    void aChatAnswersInOneBodyAndSaysThatItIsSimulated() {
        var body = json(post(CHAT, chat("sim-large", "")));
        var choice = body.get("choices").get(0);
        assertTrue(choice.get("message").get("content").asString().startsWith("This is a simulated answer."));
        assertEquals("stop", choice.get("finish_reason").asString());
        assertEquals("simulated", body.get("system_fingerprint").asString());
        assertEquals(Instant.parse("2026-11-21T10:00:00Z").getEpochSecond(), body.get("created").asLong());
        var usage = body.get("usage");
        assertTrue(usage.get("prompt_tokens").asInt() > 5);
        assertEquals(usage.get("prompt_tokens").asInt() + usage.get("completion_tokens").asInt(),
                usage.get("total_tokens").asInt());
    }

    @Test
    void aStreamCarriesOneTokenAnEventAndEndsAsOpenAiDoes() {
        var exchange = post(CHAT, chat("sim-small", "\"stream\":true,\"stream_options\":{\"include_usage\":true},"));
        var events = events(exchange);
        assertTrue(exchange.text().endsWith("data: [DONE]\n\n"));
        assertTrue(exchange.ended());
        var usage = events.getLast();
        assertEquals(0, usage.get("choices").size());
        assertEquals("stop", events.get(events.size() - 2).get("choices").get(0).get("finish_reason").asString());
        assertEquals(events.size() - 3, usage.get("usage").get("completion_tokens").asInt());
        assertTrue(text(events).startsWith("This is a simulated answer. "));
        assertTrue(events.getFirst().get("usage").isNull());
    }

    @Test
    void withoutBeingAskedAStreamReportsNoUsage() {
        var events = events(post(CHAT, chat("sim-small", "\"stream\":true,")));
        assertTrue(events.stream().noneMatch(event -> event.has("usage")));
    }

    @Test
    void theSameSeedAndRequestsGiveTheSameBytes() {
        var first = sim();
        var second = sim();
        for (String request : List.of(chat("sim-large", "\"stream\":true,"), chat("sim-code", ""),
                chat("sim-large", "\"stream\":true,"))) {
            var one = MemoryExchange.post(CHAT, "k", request);
            var other = MemoryExchange.post(CHAT, "k", request);
            first.handle(one);
            second.handle(other);
            assertArrayEquals(one.body(), other.body());
            assertEquals(one.writes().size(), other.writes().size());
        }
    }

    @Test
    void theSameQuestionTwiceIsAnsweredDifferently() {
        assertNotEquals(post(CHAT, chat("sim-large", "")).text(), post(CHAT, chat("sim-large", "")).text());
    }

    @Test
    void aCapOnOutputCutsAndSaysSo() {
        for (String cap : List.of("\"max_tokens\":7,", "\"max_completion_tokens\":7,")) {
            var body = json(post(CHAT, chat("sim-large", cap)));
            assertEquals("length", body.get("choices").get(0).get("finish_reason").asString());
            assertEquals(7, body.get("usage").get("completion_tokens").asInt());
        }
        var reasoned = json(post(CHAT, chat("sim-reason", "\"max_tokens\":7,"))).get("usage");
        assertEquals(7, reasoned.get("completion_tokens").asInt());
    }

    @Test
    void aReasoningModelCountsItsThoughtsInsideTheOutput() {
        var usage = json(post(CHAT, chat("sim-reason", ""))).get("usage");
        int reasoning = usage.get("completion_tokens_details").get("reasoning_tokens").asInt();
        assertTrue(reasoning > 0 && reasoning < usage.get("completion_tokens").asInt());
    }

    @Test
    void aRepeatedBeginningIsReadFromTheCacheAndGrowsWithTheConversation() {
        String first = "{\"role\":\"system\",\"content\":\"" + "Be brief and kind. ".repeat(100) + "\"}";
        String second = "{\"role\":\"user\",\"content\":\"" + "Tell me more about it. ".repeat(60) + "\"}";
        assertEquals(0, cached("[" + first + "]"));
        long again = cached("[" + first + "," + second + "]");
        long grown = cached("[" + first + "," + second + ",{\"role\":\"user\",\"content\":\"And then?\"}]");
        assertTrue(again >= 256 && again % 64 == 0, "again " + again);
        assertTrue(grown > again, "grown " + grown);
    }

    private long cached(String messages) {
        var body = json(post(CHAT, "{\"model\":\"sim-small\",\"messages\":" + messages + "}"));
        var usage = body.get("usage");
        long cached = usage.get("prompt_tokens_details").get("cached_tokens").asLong();
        assertTrue(cached <= usage.get("prompt_tokens").asLong());
        return cached;
    }

    private static final String TOOLS = """
            "tools":[{"type":"function","function":{"name":"find","parameters":{"type":"object","properties":{
            "city":{"type":"string","enum":["Bonn","Rome"]},"days":{"type":"integer"},"exact":{"type":"boolean"}}}}}],
            """;

    @Test
    void offeredToolsAreCalledWithArgumentsThatFitTheirSchema() {
        var choice = json(post(CHAT, chat("sim-large", TOOLS))).get("choices").get(0);
        assertEquals("tool_calls", choice.get("finish_reason").asString());
        var function = choice.get("message").get("tool_calls").get(0).get("function");
        assertEquals("find", function.get("name").asString());
        checkArguments(function.get("arguments").asString());
    }

    private static void checkArguments(String text) {
        var arguments = JSON.readTree(text);
        assertTrue(List.of("Bonn", "Rome").contains(arguments.get("city").asString()));
        assertTrue(arguments.get("days").isInt() && arguments.get("exact").isBoolean());
    }

    @Test
    void aStreamedToolCallComesInFragments() {
        var events = events(post(CHAT, chat("sim-large", TOOLS + "\"stream\":true,")));
        var arguments = new StringBuilder();
        for (var event : events) {
            for (var call : event.path("choices").path(0).path("delta").path("tool_calls")) {
                arguments.append(call.path("function").path("arguments").asString(""));
            }
        }
        checkArguments(arguments.toString());
        assertEquals("tool_calls", events.getLast().get("choices").get(0).get("finish_reason").asString());
    }

    @Test
    void afterAToolsResultItAnswersInWords() {
        var body = json(post(CHAT, "{\"model\":\"sim-large\"," + TOOLS
                + "\"messages\":[{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"sunny\"}]}"));
        assertEquals("stop", body.get("choices").get(0).get("finish_reason").asString());
    }

    @Test
    void aDemandedFormIsKept() {
        var body = json(post(CHAT, chat("sim-small", """
                "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object",
                "properties":{"title":{"type":"string"},"score":{"type":"number"}}}}},""")));
        var content = JSON.readTree(body.get("choices").get(0).get("message").get("content").asString());
        assertTrue(content.get("title").isString() && content.get("score").isNumber());
    }

    @Test
    void completionsAnswerInTheirOwnShape() {
        var body = json(post("/v1/completions", "{\"model\":\"sim-small\",\"prompt\":\"Once\",\"max_tokens\":5}"));
        assertEquals("text_completion", body.get("object").asString());
        assertTrue(body.get("choices").get(0).get("text").asString().startsWith("This is a"));
        var events = events(post("/v1/completions", "{\"model\":\"sim-small\",\"prompt\":\"Once\",\"stream\":true}"));
        assertEquals("This ", events.getFirst().get("choices").get(0).get("text").asString());
    }

    @Test
    void equalTextsHaveEqualEmbeddingsOfLengthOneInBothEncodings() {
        var floats = json(post("/v1/embeddings",
                "{\"model\":\"sim-embed\",\"input\":[\"a\",\"b\",\"a\"],\"dimensions\":8}"));
        var data = floats.get("data");
        assertEquals(data.get(0).get("embedding"), data.get(2).get("embedding"));
        assertNotEquals(data.get(0).get("embedding"), data.get(1).get("embedding"));
        var base64 = json(post("/v1/embeddings",
                "{\"model\":\"sim-embed\",\"input\":\"a\",\"dimensions\":8,\"encoding_format\":\"base64\"}"));
        var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64.get("data").get(0).get("embedding").asString()))
                .order(ByteOrder.LITTLE_ENDIAN);
        float square = 0;
        for (int i = 0; i < 8; i++) {
            float value = bytes.getFloat();
            assertEquals(data.get(0).get("embedding").get(i).floatValue(), value, 1e-6f);
            square += value * value;
        }
        assertEquals(1f, square, 1e-4f);
        assertEquals(3, floats.get("usage").get("prompt_tokens").asInt());
    }

    @Test
    void embeddingsInGeminisWordsAreTheSame() {
        var openai = json(post("/v1/embeddings", "{\"model\":\"sim-embed\",\"input\":\"a\",\"dimensions\":8}"));
        var one = json(post("/v1beta/models/sim-embed:embedContent",
                "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"outputDimensionality\":8}"));
        assertEquals(openai.get("data").get(0).get("embedding"), one.get("embedding").get("values"));
        assertEquals(1, one.get("usageMetadata").get("promptTokenCount").asInt());
        var two = json(post("/v1beta/models/sim-embed:batchEmbedContents",
                "{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}},{\"content\":{\"parts\":[{\"text\":\"b\"}]}}]}"));
        assertEquals(2, two.get("embeddings").size());
        var wrong = post("/v1beta/models/sim-none:embedContent", "{\"content\":{\"parts\":[{\"text\":\"a\"}]}}");
        assertEquals(404, wrong.status());
        assertEquals("NOT_FOUND", JSON.readTree(wrong.body()).get("error").get("status").asString());
    }

    @Test
    void itsModelsAreListedOneByOneToo() {
        var list = new MemoryExchange("r", "GET", "/v1/models", Head.EMPTY, new byte[0]);
        sim.handle(list);
        assertEquals(SimModel.STANDARD.size(), json(list).get("data").size());
        var one = new MemoryExchange("r", "GET", "/v1/models/sim-code", Head.EMPTY,
                new byte[0]);
        sim.handle(one);
        assertEquals("sim-code", json(one).get("id").asString());
    }

    @Test
    void mistakesAreAnsweredAsAProviderWould() {
        assertEquals(400, post(CHAT, "{").status());
        assertEquals(400, post(CHAT, "{\"messages\":[]}").status());
        assertEquals(404, post(CHAT, chat("gpt-9", "")).status());
        assertEquals(400, post(CHAT, chat("sim-embed", "")).status());
        assertEquals(404, post("/v1/images", chat("sim-large", "")).status());
        var wrongKey = MemoryExchange.post(CHAT, "sim-wrong", chat("sim-large", ""));
        sim.handle(wrongKey);
        assertEquals(401, wrongKey.status());
    }

    @Test
    void itTalksAtItsModelsSpeed() {
        sim.control().speed(1);
        var exchange = MemoryExchange.post(CHAT, "k", chat("sim-large", "\"stream\":true,\"max_tokens\":70,"));
        var thread = time.start("sim", () -> sim.handle(exchange));
        time.advance(Duration.ofMillis(400));
        Thread.onSpinWait();
        assertEquals(0, exchange.status());
        long millis = 400;
        while (thread.isAlive()) {
            time.advance(Duration.ofMillis(5));
            millis += 5;
            Thread.onSpinWait();
        }
        assertTrue(exchange.ended());
        assertTrue(millis >= 1_200, "420 ms and 70 tokens at 70 a second took " + millis);
    }

    @Test
    void aClientThatLeavesStopsTheStreamWithoutWaitingForIt() throws InterruptedException {
        sim.control().speed(1);
        var exchange = MemoryExchange.post(CHAT, "k", chat("sim-large", "\"stream\":true,"));
        var thread = time.start("sim", () -> sim.handle(exchange));
        exchange.leave();
        thread.join();
        assertEquals(SimCall.Ending.CLIENT_LEFT, sim.control().log().getLast().ending());
        assertEquals(0, exchange.writes().size());
    }

    @Test
    void everyCallStandsInTheLogWithItsTokens() {
        var exchange = post(CHAT, chat("sim-small", "\"user\":\"call-1\",\"stream\":true,"));
        var call = sim.control().log().getLast();
        assertEquals("call-1", call.tag().orElseThrow());
        assertEquals(call.id(), exchange.head().first("x-tollgate-sim-call").orElseThrow());
        assertEquals(SimCall.Ending.COMPLETE, call.ending());
        assertEquals(Prose.tokens(text(events(exchange))).size(), call.output());
        assertTrue(call.input() > 0 && call.stream());
    }

    @Test
    void tokensJoinedAreTheTextAgain() {
        String text = "One two\n\n```java\nint x;\n```\n end";
        assertEquals(text, String.join("", Prose.tokens(text)));
        assertEquals(7, Prose.tokens(text).size());
    }
}
