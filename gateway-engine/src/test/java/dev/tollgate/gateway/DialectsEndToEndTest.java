package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.Tool;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.sim.SimFault;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each client's official SDK against each provider's dialect: whole and streamed, with and without a tool, and what the
/// ledger says of it.
class DialectsEndToEndTest {
    static final String CONFIG = """
            providers:
              chat: { dialect: openai, base_url: "http://simulated.localhost/v1", endpoints: [chat] }
              responses: { dialect: openai, base_url: "http://simulated.localhost/v1", endpoints: [responses] }
              messages: { dialect: anthropic, base_url: "http://simulated.localhost" }
              gemini: { dialect: gemini, base_url: "http://simulated.localhost" }
            routes:
              chat: { retries: { attempts: 0 }, targets: [{ provider: chat, model: sim-reason }] }
              responses: { retries: { attempts: 0 }, targets: [{ provider: responses, model: sim-reason }] }
              messages: { retries: { attempts: 0 }, targets: [{ provider: messages, model: sim-reason }] }
              gemini: { retries: { attempts: 0 }, targets: [{ provider: gemini, model: sim-reason }] }
            prices:
              - { provider: chat, model: sim-reason, from: 2026-01-01, input: 3, cache_read: 0.3, output: 15 }
              - { provider: responses, model: sim-reason, from: 2026-01-01, input: 3, cache_read: 0.3, output: 15 }
              - { provider: messages, model: sim-reason, from: 2026-01-01, input: 3, cache_read: 0.3, output: 15 }
              - { provider: gemini, model: sim-reason, from: 2026-01-01, input: 3, cache_read: 0.3, output: 15 }
            """;
    private static final Map<String, Object> CITY = Map.of("city", Map.of("type", "string"));

    @TempDir
    Path folder;
    private TestGateway gateway;
    private OpenAIClient openai;
    private AnthropicClient anthropic;

    @BeforeEach
    void open() {
        gateway = TestGateway.open(folder, CONFIG);
        gateway.gateway().simulated().control().speed(10_000);
        openai = OpenAIOkHttpClient.builder().baseUrl(gateway.url("/v1")).apiKey(TestGateway.KEY).maxRetries(0)
                .responseValidation(true).timeout(Duration.ofSeconds(20)).build();
        anthropic = AnthropicOkHttpClient.builder().baseUrl(gateway.url("")).apiKey(TestGateway.KEY).maxRetries(0)
                .responseValidation(true).timeout(Duration.ofSeconds(20)).build();
    }

    @AfterEach
    void close() {
        openai.close();
        anthropic.close();
        gateway.close();
    }

    private static ChatCompletionCreateParams.Builder chat(String via) {
        return ChatCompletionCreateParams.builder().model(via).addUserMessage("Say something about toll gates");
    }

    private static ChatCompletionFunctionTool chatTool() {
        var parameters = FunctionParameters.builder().putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(CITY)).build();
        return ChatCompletionFunctionTool.builder().function(
                FunctionDefinition.builder().name("weather").parameters(parameters).build()).build();
    }

    private static ResponseCreateParams.Builder response(String via) {
        return ResponseCreateParams.builder().model(via).input("Say something about toll gates");
    }

    private static FunctionTool responseTool() {
        return FunctionTool.builder().name("weather").strict(false).parameters(FunctionTool.Parameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(CITY)).build()).build();
    }

    private static MessageCreateParams.Builder message(String via) {
        return MessageCreateParams.builder().model(via).maxTokens(5_000)
                .addUserMessage("Say something about toll gates");
    }

    private static Tool messageTool() {
        var city = Tool.InputSchema.Properties.builder().putAdditionalProperty("city",
                com.anthropic.core.JsonValue.from(Map.of("type", "string"))).build();
        return Tool.builder().name("weather").inputSchema(Tool.InputSchema.builder().properties(city).build()).build();
    }

    private Entry entry(String via) {
        var entry = gateway.entry(1);
        assertEquals(Outcome.SUCCESS, entry.result().outcome());
        assertEquals(UsageSource.REPORTED, entry.usage().source());
        assertEquals(CostSource.COMPUTED, entry.cost().source());
        assertTrue(entry.cost().picos() > 0);
        assertEquals(via + "/sim-reason", entry.served().target().orElseThrow());
        return entry;
    }

    private void tokens(String via, long input, long output) {
        var entry = entry(via);
        assertEquals(input, entry.usage().get(Unit.INPUT), "input");
        assertEquals(output, entry.usage().get(Unit.OUTPUT), "output");
    }

    private void check(String via, ChatCompletion answer) {
        assertFalse(answer.choices().getFirst().message().content().orElse("").isEmpty());
        assertEquals(ChatCompletion.Choice.FinishReason.STOP, answer.choices().getFirst().finishReason());
        var usage = answer.usage().orElseThrow();
        tokens(via, usage.promptTokens(), usage.completionTokens());
    }

    private ChatCompletion streamed(ChatCompletionCreateParams.Builder asked) {
        var whole = ChatCompletionAccumulator.create();
        var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
        try (var stream = openai.chat().completions().createStreaming(asked.streamOptions(options).build())) {
            stream.stream().forEach(whole::accumulate);
        }
        return whole.chatCompletion();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void chats(String via) {
        check(via, openai.chat().completions().create(chat(via).build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void chatStreamed(String via) {
        check(via, streamed(chat(via)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void chatWithATool(String via) {
        called(openai.chat().completions().create(chat(via).addTool(chatTool()).build()));
        entry(via);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void chatWithAToolStreamed(String via) {
        called(streamed(chat(via).addTool(chatTool())));
        entry(via);
    }

    private static void called(ChatCompletion answer) {
        var choice = answer.choices().getFirst();
        assertEquals(ChatCompletion.Choice.FinishReason.TOOL_CALLS, choice.finishReason());
        var call = choice.message().toolCalls().orElseThrow().getFirst().asFunction().function();
        assertEquals("weather", call.name());
        assertTrue(call.arguments().contains("\"city\""), call.arguments());
    }

    private void check(String via, Response answer) {
        var text = answer.output().stream().flatMap(item -> item.message().stream())
                .flatMap(m -> m.content().stream()).map(c -> c.asOutputText().text()).findFirst().orElse("");
        assertFalse(text.isEmpty());
        var usage = answer.usage().orElseThrow();
        tokens(via, usage.inputTokens(), usage.outputTokens());
    }

    private Response streamed(ResponseCreateParams.Builder asked) {
        var whole = ResponseAccumulator.create();
        try (var stream = openai.responses().createStreaming(asked.build())) {
            stream.stream().forEach(whole::accumulate);
        }
        return whole.response();
    }

    private static void called(Response answer) {
        var call = answer.output().stream().flatMap(item -> item.functionCall().stream()).findFirst().orElseThrow();
        assertEquals("weather", call.name());
        assertTrue(call.arguments().contains("\"city\""), call.arguments());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void responses(String via) {
        check(via, openai.responses().create(response(via).build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void responsesStreamed(String via) {
        check(via, streamed(response(via)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void responsesWithATool(String via) {
        called(openai.responses().create(response(via).addTool(responseTool()).build()));
        entry(via);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void responsesWithAToolStreamed(String via) {
        called(streamed(response(via).addTool(responseTool())));
        entry(via);
    }

    private void check(String via, Message answer) {
        assertFalse(answer.content().stream().flatMap(block -> block.text().stream()).findFirst().orElseThrow().text()
                .isEmpty());
        assertEquals(StopReason.END_TURN, answer.stopReason().orElseThrow());
        var usage = answer.usage();
        tokens(via, usage.inputTokens() + usage.cacheReadInputTokens().orElse(0L)
                + usage.cacheCreationInputTokens().orElse(0L), usage.outputTokens());
    }

    private Message streamed(MessageCreateParams.Builder asked) {
        var whole = MessageAccumulator.create();
        try (var stream = anthropic.messages().createStreaming(asked.build())) {
            stream.stream().forEach(whole::accumulate);
        }
        return whole.message();
    }

    private static void called(Message answer) {
        var call = answer.content().stream().flatMap(block -> block.toolUse().stream()).findFirst().orElseThrow();
        assertEquals("weather", call.name());
        assertTrue(call._input().toString().contains("city"), call._input().toString());
        assertEquals(StopReason.TOOL_USE, answer.stopReason().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void messages(String via) {
        check(via, anthropic.messages().create(message(via).build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void messagesStreamed(String via) {
        check(via, streamed(message(via)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void messagesWithATool(String via) {
        called(anthropic.messages().create(message(via).addTool(messageTool()).build()));
        entry(via);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void messagesWithAToolStreamed(String via) {
        called(streamed(message(via).addTool(messageTool())));
        entry(via);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void aStreamThatIsCutIsAnErrorForEveryClient(String via) {
        var control = gateway.gateway().simulated().control();
        for (Runnable call : List.<Runnable>of(() -> streamed(chat(via)), () -> streamed(message(via)))) {
            control.script("sim-reason", SimFault.of(SimFault.Kind.CUT), 1);
            assertThrows(RuntimeException.class, call::run);
        }
        gateway.entry(2);
        for (var entry : gateway.entries()) {
            assertEquals(Outcome.FAILED, entry.result().outcome());
            assertEquals(Fault.STREAM_CUT, entry.attempts().getFirst().fault().orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void aLimitIsALimitForEveryClient(String via) {
        var control = gateway.gateway().simulated().control();
        control.script("sim-reason", SimFault.of(SimFault.Kind.RATE_LIMITED), 1);
        assertThrows(com.anthropic.errors.RateLimitException.class,
                () -> anthropic.messages().create(message(via).build()));
        assertEquals(Fault.RATE_LIMITED, gateway.entry(1).attempts().getFirst().fault().orElseThrow());
    }
}
