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
import com.openai.errors.NotFoundException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import dev.tollgate.gateway.wire.neutral.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Official clients against an Ollama server: whole and streamed, with and without a tool, and what the ledger says of it.
class OllamaEndToEndTest {
    private static final String PATH = "/api/chat";
    private static final Map<String, Object> CITY = Map.of("city", Map.of("type", "string"));
    private static final String SAID = """
            {"model":"qwen3:4b","created_at":"2026-08-07T06:08:14.947137Z","message":{%s},"done":%s}
            """;
    private static final String COUNTS =
            "true,\"done_reason\":\"stop\",\"total_duration\":7,\"prompt_eval_count\":21,\"eval_count\":9";
    private static final String TEXT = "\"role\":\"assistant\",\"content\":\"Toll gates, Köln\"";
    private static final String THOUGHT = "\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"Hm\"";
    private static final String CALL = "\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"function\":{"
            + "\"name\":\"weather\",\"arguments\":{\"unit\":1.50,\"city\":\"Köln\"}}}]";
    private static final String ARGUMENTS = "{\"unit\":1.50,\"city\":\"Köln\"}";

    @TempDir
    Path folder;
    private ScriptedUpstream ollama;
    private TestGateway gateway;
    private OpenAIClient openai;
    private AnthropicClient anthropic;

    @BeforeEach
    void open() {
        ollama = ScriptedUpstream.start();
        gateway = TestGateway.open(folder, """
                providers:
                  local: { dialect: ollama, base_url: "%s" }
                routes:
                  small: { retries: { attempts: 0 }, targets: [{ provider: local, model: "qwen3:4b" }] }
                prices:
                  - { provider: local, model: "qwen3:4b", from: 2026-01-01, input: 3, output: 15 }
                """.formatted(ollama.baseUrl().replace("/v1", "")));
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
        ollama.close();
    }

    private void whole(String message) {
        ollama.next(PATH, Script.reply(200).header("Content-Type", "application/json; charset=utf-8")
                .body(SAID.formatted(message, COUNTS).strip()));
    }

    /// Lines that do not keep to the chunks they come in.
    private void streams(String... messages) {
        var script = Script.reply(200).header("Content-Type", "application/x-ndjson").chunked();
        for (var message : messages) {
            var line = SAID.formatted(message, "false");
            script.chunk(line.substring(0, 60)).chunk(line.substring(60));
        }
        ollama.next(PATH, script.chunk(SAID.formatted("\"role\":\"assistant\",\"content\":\"\"", COUNTS)).end());
    }

    private JsonNode asked() throws InterruptedException {
        var request = ollama.take();
        assertEquals("POST " + PATH + " HTTP/1.1", request.head().lines().findFirst().orElseThrow());
        assertTrue(request.header("Authorization").isEmpty(), "a local server needs no key");
        return Json.read(request.text()).orElseThrow();
    }

    private Entry entry() {
        var entry = gateway.entry(1);
        assertEquals(Outcome.SUCCESS, entry.result().outcome());
        assertEquals(UsageSource.REPORTED, entry.usage().source());
        assertEquals(CostSource.COMPUTED, entry.cost().source());
        assertEquals(21 * 3_000_000L + 9 * 15_000_000L, entry.cost().picos());
        return entry;
    }

    private void tokens(long input, long output) {
        var entry = entry();
        assertEquals(input, entry.usage().get(Unit.INPUT), "input");
        assertEquals(output, entry.usage().get(Unit.OUTPUT), "output");
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder().model("small").addUserMessage("Say something about toll gates");
    }

    private static ChatCompletionFunctionTool chatTool() {
        var parameters = FunctionParameters.builder().putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(CITY)).build();
        return ChatCompletionFunctionTool.builder().function(
                FunctionDefinition.builder().name("weather").parameters(parameters).build()).build();
    }

    private ChatCompletion streamed(ChatCompletionCreateParams.Builder asked) {
        var whole = ChatCompletionAccumulator.create();
        var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
        try (var stream = openai.chat().completions().createStreaming(asked.streamOptions(options).build())) {
            stream.stream().forEach(whole::accumulate);
        }
        return whole.chatCompletion();
    }

    private void check(ChatCompletion answer) {
        var choice = answer.choices().getFirst();
        assertEquals("Toll gates, Köln", choice.message().content().orElseThrow());
        assertEquals(ChatCompletion.Choice.FinishReason.STOP, choice.finishReason());
        var usage = answer.usage().orElseThrow();
        tokens(usage.promptTokens(), usage.completionTokens());
    }

    private void called(ChatCompletion answer) {
        var choice = answer.choices().getFirst();
        assertEquals(ChatCompletion.Choice.FinishReason.TOOL_CALLS, choice.finishReason());
        var call = choice.message().toolCalls().orElseThrow().getFirst().asFunction();
        assertFalse(call.id().isEmpty());
        assertEquals("weather", call.function().name());
        assertEquals(ARGUMENTS, call.function().arguments());
        var usage = answer.usage().orElseThrow();
        tokens(usage.promptTokens(), usage.completionTokens());
    }

    @Test
    void chats() throws InterruptedException {
        whole(TEXT);
        check(openai.chat().completions().create(chat().maxCompletionTokens(50).build()));
        var asked = asked();
        assertEquals("qwen3:4b", asked.path("model").asString());
        assertFalse(asked.path("stream").asBoolean(true));
        assertEquals(50, asked.path("options").path("num_predict").asInt());
    }

    @Test
    void chatStreamed() throws InterruptedException {
        streams(THOUGHT, TEXT);
        check(streamed(chat()));
        assertTrue(asked().path("stream").asBoolean());
    }

    @Test
    void chatWithAToolWholeAndBack() throws InterruptedException {
        whole(CALL);
        var answer = openai.chat().completions().create(chat().addTool(chatTool()).build());
        called(answer);
        assertEquals("weather", asked().path("tools").path(0).path("function").path("name").asString());
        whole(TEXT);
        var message = answer.choices().getFirst().message();
        var id = message.toolCalls().orElseThrow().getFirst().asFunction().id();
        openai.chat().completions().create(chat().addTool(chatTool()).addMessage(message).addMessage(
                ChatCompletionToolMessageParam.builder().toolCallId(id)
                        .content("sun").build())
                .build());
        var messages = asked().path("messages");
        assertEquals(Json.read(ARGUMENTS).orElseThrow(),
                messages.path(1).path("tool_calls").path(0).path("function").path("arguments"));
        assertEquals("weather", messages.path(2).path("tool_name").asString());
        assertEquals("sun", messages.path(2).path("content").asString());
    }

    @Test
    void chatWithAToolStreamed() {
        streams(THOUGHT, CALL);
        called(streamed(chat().addTool(chatTool())));
    }

    private static ResponseCreateParams.Builder response() {
        return ResponseCreateParams.builder().model("small").input("Say something about toll gates");
    }

    private static FunctionTool responseTool() {
        return FunctionTool.builder().name("weather").strict(false).parameters(FunctionTool.Parameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(CITY)).build()).build();
    }

    private Response streamed(ResponseCreateParams.Builder asked) {
        var whole = ResponseAccumulator.create();
        try (var stream = openai.responses().createStreaming(asked.build())) {
            stream.stream().forEach(whole::accumulate);
        }
        return whole.response();
    }

    private void check(Response answer) {
        assertEquals("Toll gates, Köln", answer.output().stream().flatMap(item -> item.message().stream())
                .flatMap(m -> m.content().stream()).map(c -> c.asOutputText().text()).findFirst().orElseThrow());
        var usage = answer.usage().orElseThrow();
        tokens(usage.inputTokens(), usage.outputTokens());
    }

    private void called(Response answer) {
        var call = answer.output().stream().flatMap(item -> item.functionCall().stream()).findFirst().orElseThrow();
        assertEquals("weather", call.name());
        assertEquals(ARGUMENTS, call.arguments());
        var usage = answer.usage().orElseThrow();
        tokens(usage.inputTokens(), usage.outputTokens());
    }

    @Test
    void responses() {
        whole(TEXT);
        check(openai.responses().create(response().build()));
    }

    @Test
    void responsesStreamed() {
        streams(THOUGHT, TEXT);
        check(streamed(response()));
    }

    @Test
    void responsesWithATool() {
        whole(CALL);
        called(openai.responses().create(response().addTool(responseTool()).build()));
    }

    @Test
    void responsesWithAToolStreamed() {
        streams(CALL);
        called(streamed(response().addTool(responseTool())));
    }

    private static MessageCreateParams.Builder message() {
        return MessageCreateParams.builder().model("small").maxTokens(5_000)
                .addUserMessage("Say something about toll gates");
    }

    private static Tool messageTool() {
        var city = Tool.InputSchema.Properties.builder().putAdditionalProperty("city",
                com.anthropic.core.JsonValue.from(Map.of("type", "string"))).build();
        return Tool.builder().name("weather").inputSchema(Tool.InputSchema.builder().properties(city).build()).build();
    }

    private Message streamed(MessageCreateParams.Builder asked) {
        var whole = MessageAccumulator.create();
        try (var stream = anthropic.messages().createStreaming(asked.build())) {
            stream.stream().forEach(whole::accumulate);
        }
        return whole.message();
    }

    private void check(Message answer) {
        assertEquals("Toll gates, Köln", answer.content().stream().flatMap(block -> block.text().stream()).findFirst()
                .orElseThrow().text());
        assertEquals(StopReason.END_TURN, answer.stopReason().orElseThrow());
        tokens(answer.usage().inputTokens(), answer.usage().outputTokens());
    }

    private void called(Message answer) {
        var call = answer.content().stream().flatMap(block -> block.toolUse().stream()).findFirst().orElseThrow();
        assertEquals("weather", call.name());
        assertTrue(call._input().toString().contains("Köln"), call._input().toString());
        assertEquals(StopReason.TOOL_USE, answer.stopReason().orElseThrow());
        tokens(answer.usage().inputTokens(), answer.usage().outputTokens());
    }

    @Test
    void messages() {
        whole(TEXT);
        check(anthropic.messages().create(message().build()));
    }

    @Test
    void messagesStreamed() {
        streams(THOUGHT, TEXT);
        check(streamed(message()));
    }

    @Test
    void messagesWithATool() {
        whole(CALL);
        called(anthropic.messages().create(message().addTool(messageTool()).build()));
    }

    @Test
    void messagesWithAToolStreamed() {
        streams(THOUGHT, CALL);
        called(streamed(message().addTool(messageTool())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "messages", "responses"})
    void aStreamWithoutItsEndIsAnErrorForEveryClient(String client) {
        ollama.next(PATH, Script.reply(200).header("Content-Type", "application/x-ndjson").chunked()
                .chunk(SAID.formatted(TEXT, "false")).end());
        assertThrows(RuntimeException.class, () -> {
            switch (client) {
                case "chat" -> streamed(chat());
                case "messages" -> streamed(message());
                default -> streamed(response());
            }
        });
        var entry = gateway.entry(1);
        assertEquals(Outcome.FAILED, entry.result().outcome());
        assertEquals(Fault.STREAM_CUT, entry.attempts().getFirst().fault().orElseThrow());
        assertEquals(UsageSource.AT_LEAST, entry.usage().source());
        assertTrue(entry.usage().get(Unit.OUTPUT) > 0);
    }

    @Test
    void aModelThatIsNotThereIsTheClientsError() {
        ollama.next(PATH, Script.json(404, "{\"error\":\"model 'qwen3:4b' not found\"}"));
        var thrown = assertThrows(NotFoundException.class, () -> openai.chat().completions().create(chat().build()));
        assertTrue(String.valueOf(thrown.getMessage()).contains("not found"), thrown::getMessage);
        assertEquals(Fault.NOT_FOUND, gateway.entry(1).attempts().getFirst().fault().orElseThrow());
    }

    @Test
    void whatWasLeftOutIsNamedInTheEntry() {
        whole(TEXT);
        openai.chat().completions().create(chat().promptCacheKey("me").build());
        var said = gateway.entry(1).attempts().getFirst().toString();
        assertTrue(said.contains("sent as ollama, without prompt_cache_key"), said);
    }
}
