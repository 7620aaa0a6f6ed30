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
import com.anthropic.models.messages.Tool;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.OpenAIException;
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
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Frames;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.Signature;
import dev.tollgate.gateway.testing.TestGateway;
import dev.tollgate.gateway.wire.neutral.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The official SDKs of three protocols against a provider that speaks as Bedrock does: signed calls, answers whole and
/// in Amazon's frames, with and without a tool, and what the ledger says of it.
class BedrockEndToEndTest {
    private static final String ID = "AKIDEXAMPLE000000000";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String MODEL = "anthropic.claude-haiku-4-5-20251001-v1:0";
    private static final String PATH = "/model/anthropic.claude-haiku-4-5-20251001-v1%3A0/converse";
    private static final String USAGE = "{'inputTokens':20,'outputTokens':9,'totalTokens':69,'cacheReadInputTokens':30,"
            + "'cacheWriteInputTokens':10,'cacheDetails':[{'ttl':'1h','inputTokens':10}]}";
    private static final Map<String, Object> CITY = Map.of("city", Map.of("type", "string"));

    @TempDir
    Path folder;
    private final ScriptedUpstream aws = ScriptedUpstream.start();
    private TestGateway gateway;
    private OpenAIClient openai;
    private AnthropicClient anthropic;

    @BeforeEach
    void open() {
        gateway = TestGateway.open(folder, """
                providers:
                  aws: { dialect: bedrock, base_url: "http://127.0.0.1:%d", region: us-east-1,
                         credentials: ["literal:%s:%s"] }
                  other: { dialect: openai, base_url: "http://simulated.localhost/v1", endpoints: [chat] }
                routes:
                  aws: { retries: { attempts: 0 }, targets: [{ provider: aws, model: "%s" }] }
                  pair: { retries: { attempts: 0 }, targets: [{ provider: aws, model: "%s" },
                          { provider: other, model: sim-small }] }
                prices:
                  - { provider: aws, model: "%s", from: 2026-01-01, input: 1, cache_read: 0.1, cache_write_5m: 1.25,
                      cache_write_1h: 2, output: 5 }
                """.formatted(aws.port(), ID, SECRET, MODEL, MODEL, MODEL));
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
        aws.close();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static Script frames(Frames frames) {
        return Script.reply(200).header("Content-Type", "application/vnd.amazon.eventstream")
                .header("x-amzn-RequestId", "0f1e2d3c-aaaa-bbbb").chunked().chunk(frames.bytes()).end();
    }

    /// Answers the next call in either way with a text, or with a call of the tool.
    private void answers(boolean tool) {
        var content = tool
                ? "{'text':'Let me see.'},{'toolUse':{'toolUseId':'tooluse_1','name':'weather','input':{'city':'Rome'}}}"
                : "{'text':'Toll gates are old.'}";
        aws.next(PATH, Script.reply(200).header("Content-Type", "application/json")
                .header("x-amzn-RequestId", "0f1e2d3c-aaaa-bbbb")
                .body(json("{'metrics':{'latencyMs':5},'output':{'message':{'role':'assistant','content':[" + content
                        + "]}},'stopReason':'" + (tool ? "tool_use" : "end_turn") + "','usage':" + USAGE + "}")));
        aws.next(PATH + "-stream", frames(tool ? called() : said()));
    }

    private static Frames said() {
        return new Frames().event("messageStart", "{'role':'assistant'}")
                .event("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'Toll gates '}}")
                .event("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'are old.'},'p':'abcdef'}")
                .event("contentBlockStop", "{'contentBlockIndex':0}").event("messageStop", "{'stopReason':'end_turn'}")
                .event("metadata", "{'usage':" + USAGE + ",'metrics':{'latencyMs':5}}");
    }

    private static Frames called() {
        return new Frames().event("messageStart", "{'role':'assistant'}")
                .event("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'Let me see.'}}")
                .event("contentBlockStop", "{'contentBlockIndex':0}")
                .event("contentBlockStart",
                        "{'contentBlockIndex':1,'start':{'toolUse':{'toolUseId':'tooluse_1','name':'weather'}}}")
                .event("contentBlockDelta", "{'contentBlockIndex':1,'delta':{'toolUse':{'input':'{\\'city\\':'}}}")
                .event("contentBlockDelta", "{'contentBlockIndex':1,'delta':{'toolUse':{'input':'\\'Rome\\'}'}}}")
                .event("contentBlockStop", "{'contentBlockIndex':1}").event("messageStop", "{'stopReason':'tool_use'}")
                .event("metadata", "{'usage':" + USAGE + ",'metrics':{'latencyMs':5}}");
    }

    private ChatCompletionCreateParams.Builder chat(String route) {
        return ChatCompletionCreateParams.builder().model(route).addUserMessage("Say something about toll gates");
    }

    private ChatCompletion chats(boolean stream, boolean tool) {
        var asked = chat("aws");
        if (tool) {
            var parameters = FunctionParameters.builder().putAdditionalProperty("type", JsonValue.from("object"))
                    .putAdditionalProperty("properties", JsonValue.from(CITY)).build();
            asked.addTool(ChatCompletionFunctionTool.builder()
                    .function(FunctionDefinition.builder().name("weather").parameters(parameters).build()).build());
        }
        if (!stream) {
            return openai.chat().completions().create(asked.build());
        }
        var whole = ChatCompletionAccumulator.create();
        var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
        try (var events = openai.chat().completions().createStreaming(asked.streamOptions(options).build())) {
            events.stream().forEach(whole::accumulate);
        }
        return whole.chatCompletion();
    }

    private Response responds(boolean stream, boolean tool) {
        var asked = ResponseCreateParams.builder().model("aws").input("Say something about toll gates");
        if (tool) {
            asked.addTool(FunctionTool.builder().name("weather").strict(false)
                    .parameters(
                            FunctionTool.Parameters.builder().putAdditionalProperty("type", JsonValue.from("object"))
                                    .putAdditionalProperty("properties", JsonValue.from(CITY)).build())
                    .build());
        }
        if (!stream) {
            return openai.responses().create(asked.build());
        }
        var whole = ResponseAccumulator.create();
        try (var events = openai.responses().createStreaming(asked.build())) {
            events.stream().forEach(whole::accumulate);
        }
        return whole.response();
    }

    private Message writes(boolean stream, boolean tool) {
        var asked = MessageCreateParams.builder().model("aws").maxTokens(5_000)
                .addUserMessage("Say something about toll gates");
        if (tool) {
            var city = Tool.InputSchema.Properties.builder().putAdditionalProperty("city",
                    com.anthropic.core.JsonValue.from(Map.of("type", "string"))).build();
            asked.addTool(Tool.builder().name("weather")
                    .inputSchema(Tool.InputSchema.builder().properties(city).build()).build());
        }
        if (!stream) {
            return anthropic.messages().create(asked.build());
        }
        var whole = MessageAccumulator.create();
        try (var events = anthropic.messages().createStreaming(asked.build())) {
            events.stream().forEach(whole::accumulate);
        }
        return whole.message();
    }

    /// What came over the wire, and that its signature is right for it.
    private JsonNode sent(boolean stream, boolean tool) throws InterruptedException {
        var request = aws.take();
        assertEquals(PATH + (stream ? "-stream" : ""), request.target());
        assertEquals(
                Optional.of(Signature.of(request.target(), request::header, request.body(), "us-east-1", ID, SECRET)),
                request.header("authorization"));
        var body = Json.read(request.text()).orElseThrow();
        assertFalse(body.has("model") || body.has("stream"), request.text());
        assertEquals(tool ? "weather" : "",
                body.path("toolConfig").path("tools").path(0).path("toolSpec").path("name").asString(""));
        return body;
    }

    private void ledger(long input, long output) {
        var entry = gateway.entry(1);
        assertEquals(Outcome.SUCCESS, entry.result().outcome());
        assertEquals(UsageSource.REPORTED, entry.usage().source());
        assertEquals(60, entry.usage().get(Unit.INPUT));
        assertEquals(60, input);
        assertEquals(9, entry.usage().get(Unit.OUTPUT));
        assertEquals(9, output);
        assertEquals(30, entry.usage().get(Unit.CACHE_READ));
        assertEquals(10, entry.usage().get(Unit.CACHE_WRITE_1H));
        assertEquals(CostSource.COMPUTED, entry.cost().source());
        assertEquals(20 * 1_000_000L + 30 * 100_000L + 10 * 2_000_000L + 9 * 5_000_000L, entry.cost().picos());
        assertEquals("aws/" + MODEL, entry.served().target().orElseThrow());
    }

    /// Streamed and with a tool: `00`, `01`, `10`, `11`.
    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "10", "11"})
    void aChatClient(String how) throws InterruptedException {
        boolean stream = how.startsWith("1");
        boolean tool = how.endsWith("1");
        answers(tool);
        var answer = chats(stream, tool);
        sent(stream, tool);
        assertEquals("chatcmpl-0f1e2d3c-aaaa-bbbb", answer.id());
        var choice = answer.choices().getFirst();
        assertEquals(tool ? "Let me see." : "Toll gates are old.", choice.message().content().orElse(""));
        assertEquals(tool ? "tool_calls" : "stop", choice.finishReason().toString());
        if (tool) {
            var call = choice.message().toolCalls().orElseThrow().getFirst().asFunction();
            assertEquals("tooluse_1 weather {\"city\":\"Rome\"}",
                    call.id() + " " + call.function().name() + " " + call.function().arguments());
        }
        var usage = answer.usage().orElseThrow();
        assertEquals(30, usage.promptTokensDetails().orElseThrow().cachedTokens().orElseThrow());
        ledger(usage.promptTokens(), usage.completionTokens());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "10", "11"})
    void aResponsesClient(String how) throws InterruptedException {
        boolean stream = how.startsWith("1");
        boolean tool = how.endsWith("1");
        answers(tool);
        var answer = responds(stream, tool);
        sent(stream, tool);
        assertEquals("resp_0f1e2d3c-aaaa-bbbb", answer.id());
        var text = answer.output().stream().flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream()).findFirst().orElseThrow().asOutputText().text();
        assertEquals(tool ? "Let me see." : "Toll gates are old.", text);
        var call = answer.output().stream().flatMap(item -> item.functionCall().stream()).findFirst();
        assertEquals(tool ? "tooluse_1 weather {\"city\":\"Rome\"}" : "",
                call.map(c -> c.callId() + " " + c.name() + " " + c.arguments()).orElse(""));
        var usage = answer.usage().orElseThrow();
        assertEquals(30, usage.inputTokensDetails().cachedTokens());
        ledger(usage.inputTokens(), usage.outputTokens());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "10", "11"})
    void aMessagesClient(String how) throws InterruptedException {
        boolean stream = how.startsWith("1");
        boolean tool = how.endsWith("1");
        answers(tool);
        var answer = writes(stream, tool);
        var body = sent(stream, tool);
        assertEquals(5_000, body.path("inferenceConfig").path("maxTokens").asLong());
        assertEquals("msg_0f1e2d3c-aaaa-bbbb", answer.id());
        assertEquals(tool ? "Let me see." : "Toll gates are old.",
                answer.content().stream().flatMap(block -> block.text().stream()).findFirst().orElseThrow().text());
        assertEquals(tool ? "tool_use" : "end_turn", answer.stopReason().orElseThrow().toString());
        var call = answer.content().stream().flatMap(block -> block.toolUse().stream()).findFirst();
        assertEquals(tool, call.filter(c -> c.id().equals("tooluse_1") && c.name().equals("weather")
                && c._input().toString().contains("Rome")).isPresent());
        var usage = answer.usage();
        assertEquals(20, usage.inputTokens());
        ledger(usage.inputTokens() + usage.cacheReadInputTokens().orElse(0L)
                + usage.cacheCreationInputTokens().orElse(0L), usage.outputTokens());
    }

    private static Script throttled(String how) {
        return switch (how) {
            case "reply" -> Script.reply(429).header("Content-Type", "application/json")
                    .header("x-amzn-ErrorType", "ThrottlingException:http://internal.amazon.com/coral/x/")
                    .body("{\"message\":\"Too many requests\"}");
            case "frame" -> frames(new Frames().event("messageStart", "{'role':'assistant'}")
                    .exception("throttlingException", "{'message':'Too many requests'}"));
            default -> throw new IllegalArgumentException(how);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"reply", "frame"})
    void aThrottledTargetFallsBack(String how) {
        gateway.gateway().simulated().control().speed(10_000);
        aws.next(PATH + "-stream", throttled(how));
        var whole = ChatCompletionAccumulator.create();
        try (var events = openai.chat().completions().createStreaming(chat("pair").build())) {
            events.stream().forEach(whole::accumulate);
        }
        assertFalse(whole.chatCompletion().choices().getFirst().message().content().orElse("").isEmpty());
        var entry = gateway.entry(1);
        assertEquals("other/sim-small", entry.served().target().orElseThrow());
        assertEquals(Fault.RATE_LIMITED, entry.attempts().getFirst().fault().orElseThrow());
    }

    @Test
    void aThrottledLastTargetIsALimitForTheClient() {
        aws.next(PATH, throttled("reply"));
        assertThrows(com.anthropic.errors.RateLimitException.class, () -> writes(false, false));
        assertEquals(Fault.RATE_LIMITED, gateway.entry(1).attempts().getFirst().fault().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "cut", "checksum"})
    void aStreamThatBreaksAfterContentIsAnErrorForEveryClient(String how) {
        var begun = new Frames().event("messageStart", "{'role':'assistant'}").event("contentBlockDelta",
                "{'contentBlockIndex':0,'delta':{'text':'Toll gates '}}");
        if (how.equals("exception")) {
            begun.exception("modelStreamErrorException", "{'message':'The model broke'}");
        } else if (how.equals("checksum")) {
            begun.event("messageStop", "{'stopReason':'end_turn'}");
        }
        var bytes = begun.bytes();
        if (how.equals("checksum")) {
            bytes[bytes.length - 1]++;
        }
        aws.always(PATH + "-stream", Script.reply(200).header("Content-Type", "application/vnd.amazon.eventstream")
                .chunked().chunk(bytes).end());
        assertThrows(OpenAIException.class, () -> chats(true, false));
        assertThrows(com.anthropic.errors.AnthropicException.class, () -> writes(true, false));
        gateway.entry(2);
        var expected = Map.of("exception", Fault.STREAM_ERROR, "cut", Fault.STREAM_CUT, "checksum", Fault.MALFORMED);
        for (Entry entry : gateway.entries()) {
            assertEquals(Outcome.FAILED, entry.result().outcome());
            assertEquals(expected.get(how), entry.attempts().getFirst().fault().orElseThrow());
            assertEquals(UsageSource.AT_LEAST, entry.usage().source());
        }
    }

    @Test
    void aRefusedKeyIsTheOperatorsAndNeverRepeated() throws Exception {
        aws.next(PATH, Script.reply(403).header("Content-Type", "application/json")
                .header("x-amzn-ErrorType", "InvalidSignatureException")
                .body("{\"message\":\"The key " + ID + " with " + SECRET + " does not match\"}"));
        var reply = gateway.post("/v1/chat/completions",
                json("{'model':'aws','messages':[{'role':'user','content':'Hi'}]}"));
        assertEquals(502, reply.statusCode());
        assertTrue(reply.body().contains("invalidsignatureexception"), reply.body());
        assertEquals(Fault.AUTH, gateway.entry(1).attempts().getFirst().fault().orElseThrow());
        gateway.close();
        try (var files = Files.walk(folder.resolve("home"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
                assertFalse(text.contains("MDENG") || reply.body().contains("MDENG") || reply.body().contains(ID),
                        file.toString());
            }
        }
    }

    @Test
    void whatBedrockDoesNotTakeIsRefusedByItsFieldBeforeAnyCall() {
        var reply = gateway.post("/v1/chat/completions", json("{'model':'aws','messages':[{'role':'user','content':["
                + "{'type':'image_url','image_url':{'url':'https://example.com/a.png'}}]}]}"));
        assertEquals(400, reply.statusCode());
        assertTrue(reply.body().contains("messages") && reply.body().contains("Bedrock takes only its bytes"),
                reply.body());
        assertEquals(0, aws.connections());
    }
}
