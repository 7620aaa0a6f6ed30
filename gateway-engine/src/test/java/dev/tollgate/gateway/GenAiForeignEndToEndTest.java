package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.genai.Client;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
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
import dev.tollgate.gateway.testing.Frames;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Google's official SDK with Bedrock and Ollama behind the listener: whole and streamed, with a tool and its second turn.
class GenAiForeignEndToEndTest {
    private static final String CONVERSE = "/model/nova-lite/converse";
    private static final String CHAT = "/api/chat";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final GenerateContentConfig PLAIN = GenerateContentConfig.builder().build();
    private static final GenerateContentConfig WITH_TOOL = GenerateContentConfig.builder()
            .tools(Tool.builder().functionDeclarations(FunctionDeclaration.builder().name("weather")
                    .parameters(Schema.builder().type(Type.Known.OBJECT)
                            .properties(Map.of("city", Schema.builder().type(Type.Known.STRING).build())).build())
                    .build()).build())
            .build();

    @TempDir
    Path folder;
    private ScriptedUpstream upstream;
    private TestGateway gateway;
    private Client client;

    @BeforeEach
    void open() {
        upstream = ScriptedUpstream.start();
        gateway = TestGateway.open(folder,
                """
                        providers:
                          aws: { dialect: bedrock, base_url: "http://127.0.0.1:%d", region: us-east-1, credentials: ["literal:ABSK"] }
                          local: { dialect: ollama, base_url: "http://127.0.0.1:%d" }
                        routes:
                          bedrock: { retries: { attempts: 0 }, targets: [{ provider: aws, model: nova-lite }] }
                          ollama: { retries: { attempts: 0 }, targets: [{ provider: local, model: qwen3 }] }
                        """
                        .formatted(upstream.port(), upstream.port()));
        client = Client.builder().apiKey(TestGateway.KEY)
                .httpOptions(HttpOptions.builder().baseUrl(gateway.url("")).timeout(20_000).build()).build();
    }

    @AfterEach
    void close() {
        client.close();
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @CsvSource({"bedrock, false", "bedrock, true", "ollama, false", "ollama, true"})
    void saysTheSameWhole(String route, boolean tool) {
        answers(tool);
        check(client.models.generateContent(route, "What is the weather?", tool ? WITH_TOOL : PLAIN), tool);
    }

    @ParameterizedTest
    @CsvSource({"bedrock, false", "bedrock, true", "ollama, false", "ollama, true"})
    void saysTheSameStreamed(String route, boolean tool) {
        streams(tool);
        var parts = new ArrayList<Part>();
        GenerateContentResponse last = null;
        try (var stream = client.models.generateContentStream(route, "What is the weather?",
                tool ? WITH_TOOL : PLAIN)) {
            for (var chunk : stream) {
                parts.addAll(Objects.requireNonNullElse(chunk.parts(), List.of()));
                last = chunk;
            }
        }
        var whole = Objects.requireNonNull(last);
        var candidate = whole.candidates().orElseThrow().getFirst();
        check(whole.toBuilder().candidates(candidate.toBuilder()
                .content(Content.builder().role("model").parts(parts).build()).build()).build(), tool);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bedrock", "ollama"})
    void aToolsAnswerGoesBack(String route) throws InterruptedException {
        answers(true);
        var asked = new ArrayList<>(List.of(Content.fromParts(Part.fromText("What is the weather?"))));
        var first = client.models.generateContent(route, asked, WITH_TOOL);
        upstream.take();
        asked.add(first.candidates().flatMap(all -> all.getFirst().content()).orElseThrow());
        asked.add(Content.fromParts(Part.fromFunctionResponse("weather", Map.of("sky", "blue"))));
        answers(false);
        assertEquals("Mild.", client.models.generateContent(route, asked, WITH_TOOL).text());
        var sent = JSON.readTree(upstream.take().text()).path("messages");
        var result = route.equals("bedrock")
                ? sent.path(2).path("content").path(0).path("toolResult").path("content").path(0)
                : sent.path(2).path("content");
        assertEquals(true, result.toString().contains("blue"), sent::toString);
    }

    private void check(GenerateContentResponse answer, boolean tool) {
        var calls = Objects.requireNonNullElse(answer.functionCalls(), List.<FunctionCall>of());
        if (tool) {
            assertEquals("weather", calls.getFirst().name().orElseThrow());
            assertEquals(Map.of("city", "Rome"), calls.getFirst().args().orElseThrow());
        } else {
            assertEquals("Mild.", answer.text());
        }
        assertEquals(tool ? 1 : 0, calls.size());
        assertEquals("STOP", answer.candidates().flatMap(all -> all.getFirst().finishReason()).orElseThrow()
                .toString());
        var usage = answer.usageMetadata().orElseThrow();
        var entry = gateway.entry(1);
        assertEquals(UsageSource.REPORTED, entry.usage().source());
        assertEquals(21, usage.promptTokenCount().orElseThrow());
        assertEquals(21, entry.usage().get(Unit.INPUT));
        assertEquals(9, usage.candidatesTokenCount().orElseThrow());
        assertEquals(9, entry.usage().get(Unit.OUTPUT));
    }

    private void answers(boolean tool) {
        var content = tool
                ? "{'toolUse':{'toolUseId':'tooluse_1','name':'weather','input':{'city':'Rome'}}}"
                : "{'text':'Mild.'}";
        upstream.next(CONVERSE, Script.json(200, json("{'output':{'message':{'role':'assistant','content':[" + content
                + "]}},'stopReason':'" + (tool ? "tool_use" : "end_turn")
                + "','usage':{'inputTokens':21,'outputTokens':9,'totalTokens':30}}")));
        upstream.next(CHAT, Script.json(200, json(line(said(tool), true))));
    }

    private void streams(boolean tool) {
        var frames = new Frames().event("messageStart", "{'role':'assistant'}");
        if (tool) {
            frames.event("contentBlockStart",
                    "{'contentBlockIndex':0,'start':{'toolUse':{'toolUseId':'tooluse_1','name':'weather'}}}")
                    .event("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'toolUse':{'input':'{\\'city\\':'}}}")
                    .event("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'toolUse':{'input':'\\'Rome\\'}'}}}");
        } else {
            frames.event("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'Mi'}}")
                    .event("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'ld.'}}");
        }
        frames.event("contentBlockStop", "{'contentBlockIndex':0}")
                .event("messageStop", "{'stopReason':'" + (tool ? "tool_use" : "end_turn") + "'}")
                .event("metadata", "{'usage':{'inputTokens':21,'outputTokens':9,'totalTokens':30}}");
        upstream.next(CONVERSE + "-stream", Script.reply(200)
                .header("Content-Type", "application/vnd.amazon.eventstream").chunked().chunk(frames.bytes()).end());
        upstream.next(CHAT, Script.reply(200).header("Content-Type", "application/x-ndjson").chunked()
                .chunk(json(line(said(tool), false)) + "\n").chunk(json(line("'content':''", true)) + "\n").end());
    }

    private static String said(boolean tool) {
        return tool
                ? "'content':'','tool_calls':[{'function':{'name':'weather','arguments':{'city':'Rome'}}}]"
                : "'content':'Mild.'";
    }

    private static String line(String message, boolean last) {
        return "{'model':'qwen3','created_at':'2026-01-01T00:00:00Z','message':{'role':'assistant'," + message
                + "},'done':" + last
                + (last ? ",'done_reason':'stop','prompt_eval_count':21,'eval_count':9}" : "}");
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
