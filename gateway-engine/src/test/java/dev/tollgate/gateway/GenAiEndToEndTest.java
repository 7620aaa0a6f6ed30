package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.genai.Client;
import com.google.genai.errors.ClientException;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import com.google.genai.types.Schema;
import com.google.genai.types.Tool;
import com.google.genai.types.Type;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Google's official SDK, unmodified, through the real listener with each protocol behind it.
class GenAiEndToEndTest {
    private static final Tool WEATHER = Tool.builder()
            .functionDeclarations(FunctionDeclaration.builder().name("weather")
                    .description("The weather of a city.").parameters(Schema.builder().type(Type.Known.OBJECT)
                            .properties(Map.of("city", Schema.builder().type(Type.Known.STRING).build())).build())
                    .build())
            .build();

    @TempDir
    Path folder;
    private ScriptedUpstream google;
    private TestGateway gateway;
    private Client client;

    @BeforeEach
    void open() {
        google = ScriptedUpstream.start();
        gateway = TestGateway.open(folder, """
                providers:
                  chat: { dialect: openai, base_url: "http://simulated.localhost/v1", endpoints: [chat] }
                  responses: { dialect: openai, base_url: "http://simulated.localhost/v1", endpoints: [responses] }
                  messages: { dialect: anthropic, base_url: "http://simulated.localhost" }
                  gemini: { dialect: gemini, base_url: "http://simulated.localhost" }
                  google: { dialect: gemini, base_url: "%s" }
                routes:
                  chat: { targets: [{ provider: chat, model: sim-reason }] }
                  responses: { targets: [{ provider: responses, model: sim-reason }] }
                  messages: { targets: [{ provider: messages, model: sim-reason }] }
                  gemini: { targets: [{ provider: gemini, model: sim-reason }] }
                  embed: { targets: [{ provider: google, model: gemini-embedding }] }
                """.formatted(google.baseUrl().replace("/v1", "")));
        gateway.gateway().simulated().control().speed(10_000);
        client = client(TestGateway.KEY);
    }

    private Client client(String key) {
        return Client.builder().apiKey(key).httpOptions(HttpOptions.builder().baseUrl(gateway.url("")).timeout(20_000)
                .build()).build();
    }

    @AfterEach
    void close() {
        client.close();
        gateway.close();
        google.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void wholeAndStreamed(String model) {
        var answer = client.models.generateContent(model, "How are you?", GenerateContentConfig.builder().build());
        assertFalse(Objects.requireNonNull(answer.text()).isEmpty());
        agrees(answer, 1);
        var text = new StringBuilder();
        GenerateContentResponse last = null;
        try (var stream = client.models.generateContentStream(model, "How are you?",
                GenerateContentConfig.builder().build())) {
            for (var chunk : stream) {
                text.append(Objects.requireNonNullElse(chunk.text(), ""));
                last = chunk;
            }
        }
        assertFalse(text.isEmpty());
        agrees(Objects.requireNonNull(last), 2);
    }

    /// The ledger says what the client was told.
    private void agrees(GenerateContentResponse answer, int count) {
        var entry = gateway.entry(count);
        var usage = answer.usageMetadata().orElseThrow();
        assertEquals(UsageSource.REPORTED, entry.usage().source());
        assertEquals(entry.usage().get(Unit.INPUT), (long) usage.promptTokenCount().orElseThrow());
        assertEquals(entry.usage().get(Unit.OUTPUT),
                usage.candidatesTokenCount().orElse(0) + usage.thoughtsTokenCount().orElse(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void aToolIsCalledAndAnswered(String model) {
        var config = GenerateContentConfig.builder().tools(WEATHER).build();
        var asked = new ArrayList<>(List.of(Content.fromParts(Part.fromText("What is the weather in Oslo?"))));
        var first = client.models.generateContent(model, asked, config);
        var call = Objects.requireNonNull(first.functionCalls()).getFirst();
        assertEquals("weather", call.name().orElseThrow());
        asked.add(first.candidates().orElseThrow().getFirst().content().orElseThrow());
        asked.add(Content.fromParts(Part.fromFunctionResponse("weather", Map.of("output", "mild"))));
        var second = client.models.generateContent(model, asked, config);
        assertEquals(2, gateway.entry(2).attempts().size() + gateway.entries().getLast().attempts().size());
        assertFalse(second.candidates().orElseThrow().isEmpty());
        boolean called = false;
        try (var stream = client.models.generateContentStream(model, "What is the weather in Oslo?", config)) {
            for (var chunk : stream) {
                var calls = chunk.functionCalls();
                called |= calls != null && !calls.isEmpty();
            }
        }
        assertTrue(called);
    }

    @Test
    void embeddingsAndCountsPass() {
        google.next("/v1beta/models/gemini-embedding:batchEmbedContents",
                Script.json(200, "{\"embeddings\":[{\"values\":[0.5,-2]}]}"));
        var vectors = client.models.embedContent("embed", "Hello", null);
        assertEquals(List.of(0.5f, -2f), vectors.embeddings().orElseThrow().getFirst().values().orElseThrow());
        google.next("/v1beta/models/gemini-embedding:countTokens", Script.json(200, "{\"totalTokens\":3}"));
        assertEquals(3, client.models.countTokens("embed", "Hello", null).totalTokens().orElseThrow());
        assertTrue(client.models.countTokens("chat", "Hello there", null).totalTokens().orElseThrow() > 0);
    }

    @Test
    void refusalsAreGooglesExceptions() {
        var unknown = assertThrows(ClientException.class,
                () -> client.models.generateContent("nothing", "Hi", GenerateContentConfig.builder().build()));
        assertEquals(404, unknown.code());
        assertEquals("NOT_FOUND", unknown.status());
        try (var stranger = client("tg-wrong")) {
            var refused = assertThrows(ClientException.class,
                    () -> stranger.models.generateContent("chat", "Hi", GenerateContentConfig.builder().build()));
            assertEquals(401, refused.code());
        }
    }
}
