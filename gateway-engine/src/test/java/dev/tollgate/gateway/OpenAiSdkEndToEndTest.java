package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.sim.SimControl;
import dev.tollgate.gateway.sim.SimFault;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Reason;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The official OpenAI SDK, unmodified, through the real listener against the built-in provider.
class OpenAiSdkEndToEndTest {
    private static final String CONFIG = """
            providers:
              sim: { dialect: openai, base_url: "http://simulated.localhost/v1", models: [sim-large, sim-small] }
            routes:
              smart:
                retries: { attempts: 0 }
                targets:
                  - { provider: sim, model: sim-large }
                  - { provider: sim, model: sim-small, type: backup }
              single:
                retries: { attempts: 0 }
                targets: [{ provider: sim, model: sim-large }]
              embed: { targets: [{ provider: sim, model: sim-embed }] }
            prices:
              - { provider: sim, model: sim-large, from: 2026-01-01, input: 3, cache_read: 0.3, output: 15 }
              - { provider: sim, model: sim-small, from: 2026-01-01, input: 0.15, output: 0.6 }
              - { provider: sim, model: sim-embed, from: 2026-01-01, input: 0.02 }
            """;

    @TempDir
    Path folder;
    private TestGateway gateway;
    private OpenAIClient client;

    @BeforeEach
    void open() {
        gateway = TestGateway.open(folder, CONFIG);
        gateway.gateway().simulated().control().speed(1_000);
        client = client(TestGateway.KEY);
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder().baseUrl(gateway.url("/v1")).apiKey(key).maxRetries(0)
                .timeout(Duration.ofSeconds(20)).build();
    }

    @AfterEach
    void close() {
        client.close();
        gateway.close();
    }

    private SimControl provider() {
        return gateway.gateway().simulated().control();
    }

    private static ChatCompletionCreateParams.Builder ask(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("Say something about toll gates")
                .maxCompletionTokens(40);
    }

    @Test
    void aChatIsAnsweredPricedAndRecorded() {
        var answer = client.chat().completions().create(ask("smart").build());

        assertFalse(answer.choices().getFirst().message().content().orElse("").isEmpty());
        var usage = answer.usage().orElseThrow();
        var entry = gateway.entry(1);
        assertEquals(Outcome.SUCCESS, entry.result().outcome());
        assertEquals(usage.promptTokens(), entry.usage().get(Unit.INPUT));
        assertEquals(usage.completionTokens(), entry.usage().get(Unit.OUTPUT));
        assertEquals(UsageSource.REPORTED, entry.usage().source());
        assertEquals(usage.promptTokens() * 3_000_000 + usage.completionTokens() * 15_000_000, entry.cost().picos());
        assertEquals(CostSource.COMPUTED, entry.cost().source());
        assertEquals("smart", entry.asked().route().orElseThrow());
    }

    @Test
    void aStreamArrivesWholeWithoutTheUsageChunkNobodyAskedFor() {
        var text = new StringBuilder();
        var chunks = new ArrayList<ChatCompletionChunk>();
        try (var stream = client.chat().completions().createStreaming(ask("smart").build())) {
            stream.stream().forEach(chunk -> {
                chunks.add(chunk);
                chunk.choices().forEach(c -> c.delta().content().ifPresent(text::append));
            });
        }
        assertFalse(text.isEmpty());
        assertTrue(chunks.stream().noneMatch(c -> c.choices().isEmpty()));
        var entry = gateway.entry(1);
        assertEquals(UsageSource.REPORTED, entry.usage().source());
        assertTrue(entry.usage().get(Unit.OUTPUT) > 0);
        assertTrue(entry.ttftMs().isPresent());
    }

    @Test
    void aClientThatAsksForUsageGetsTheChunk() {
        var params = ask("smart").streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
        try (var stream = client.chat().completions().createStreaming(params.build())) {
            var last = stream.stream().filter(c -> c.usage().isPresent()).toList().getLast();
            assertTrue(last.choices().isEmpty());
            assertEquals(last.usage().orElseThrow().completionTokens(), gateway.entry(1).usage().get(Unit.OUTPUT));
        }
    }

    @Test
    void aToolIsCalled() {
        var parameters = FunctionParameters.builder().putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string")))).build();
        var tool = ChatCompletionFunctionTool.builder().function(
                FunctionDefinition.builder().name("weather").parameters(parameters).build()).build();
        var answer = client.chat().completions().create(ask("smart").addTool(tool).build());
        var call = answer.choices().getFirst().message().toolCalls().orElseThrow().getFirst().asFunction();
        assertEquals("weather", call.function().name());
    }

    @Test
    void embeddingsAndCompletionsWork() {
        var vectors = client.embeddings().create(EmbeddingCreateParams.builder().model("embed")
                .inputOfArrayOfStrings(List.of("one", "two")).build());
        assertEquals(2, vectors.data().size());
        assertFalse(vectors.data().getFirst().embedding().isEmpty());
        var completion = client.completions().create(CompletionCreateParams.builder().model("single")
                .prompt("Once").maxTokens(10).build());
        assertFalse(completion.choices().getFirst().text().isEmpty());
        gateway.entry(2);
    }

    @Test
    void modelsAreListedAndFound() {
        var ids = client.models().list().data().stream().map(m -> m.id()).toList();
        assertTrue(ids.containsAll(List.of("smart", "single", "embed")), ids.toString());
        assertEquals("smart", client.models().retrieve("smart").id());
    }

    @Test
    void errorsHaveTheSdkOwnClasses() {
        var wrongKey = client("tg-wrong");
        assertThrows(UnauthorizedException.class, () -> wrongKey.chat().completions().create(ask("smart").build()));
        wrongKey.close();
        var unknown = assertThrows(NotFoundException.class,
                () -> client.chat().completions().create(ask("smrt").build()));
        assertEquals("model_not_found", unknown.code().orElseThrow());
        assertTrue(String.valueOf(unknown.getMessage()).contains("smart"));
        assertThrows(BadRequestException.class,
                () -> client.chat().completions().create(ask("smart").putAdditionalBodyProperty("stream",
                        JsonValue.from("yes")).build()));
        gateway.entry(2);
        assertTrue(gateway.entries().stream().allMatch(e -> e.result().outcome() == Outcome.REJECTED));
        assertTrue(gateway.entries().stream()
                .anyMatch(e -> e.result().reason().equals(Optional.of(Reason.MODEL_NOT_FOUND))));
    }

    @Test
    void aRateLimitedTargetFallsToTheNextInSilence() {
        provider().script("sim-large", SimFault.of(SimFault.Kind.RATE_LIMITED), 1);
        var answer = client.chat().completions().create(ask("smart").build());
        assertEquals("sim-small", answer.model());
        var entry = gateway.entry(1);
        assertEquals("sim/sim-large", entry.served().fellBackFrom().orElseThrow());
        assertEquals(Fault.RATE_LIMITED, entry.attempts().getFirst().fault().orElseThrow());
        assertEquals(2, entry.attempts().size());
    }

    @Test
    void theLastTargetsFaultReachesTheClient() {
        provider().script("sim-large", SimFault.of(SimFault.Kind.RATE_LIMITED), 1);
        assertThrows(RateLimitException.class, () -> client.chat().completions().create(ask("single").build()));
        gateway.entry(1);
    }

    @Test
    void aStreamCutInTheMiddleIsNeverACleanEnd() {
        provider().script("sim-large", SimFault.of(SimFault.Kind.CUT), 1);
        assertThrows(RuntimeException.class, () -> {
            try (var stream = client.chat().completions().createStreaming(ask("single").build())) {
                stream.stream().forEach(_ -> {});
            }
        });
        var entry = gateway.entry(1);
        assertEquals(Outcome.FAILED, entry.result().outcome());
        assertEquals(Fault.STREAM_CUT, entry.attempts().getFirst().fault().orElseThrow());
        assertEquals(UsageSource.AT_LEAST, entry.usage().source());
        assertTrue(entry.cost().picos() > 0);
    }

    @Test
    void serverErrorsSurfaceAsSuch() {
        provider().script("*", SimFault.of(SimFault.Kind.SERVER_ERROR), 10);
        assertThrows(InternalServerException.class, () -> client.chat().completions().create(ask("smart").build()));
        assertEquals(2, gateway.entry(1).attempts().size());
    }
}
