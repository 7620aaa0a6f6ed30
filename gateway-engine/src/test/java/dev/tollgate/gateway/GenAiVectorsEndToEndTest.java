package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.genai.Client;
import com.google.genai.types.ContentEmbedding;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.EmbedContentResponse;
import com.google.genai.types.HttpOptions;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Script;
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

/// Vectors for Google's official SDK of providers that have OpenAI's or Ollama's words for them.
class GenAiVectorsEndToEndTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String OPENAI =
            """
                    {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-2]},
                    {"object":"embedding","index":1,"embedding":[1,0.25]}],"model":"te3","usage":{"prompt_tokens":5,"total_tokens":5}}""";
    private static final String OLLAMA =
            "{\"model\":\"te3\",\"embeddings\":[[0.5,-2],[1,0.25]],\"prompt_eval_count\":5}";

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
                          one: { dialect: openai, base_url: "%1$s", credentials: ["literal:sk-one"] }
                          local: { dialect: ollama, base_url: "http://127.0.0.1:%2$d" }
                        routes:
                          openai: { retries: { attempts: 0 }, targets: [{ provider: one, model: te3 }] }
                          ollama: { retries: { attempts: 0 }, targets: [{ provider: local, model: te3 }] }
                          strict: { strict: true, targets: [{ provider: one, model: te3 }] }
                        """
                        .formatted(upstream.baseUrl(), upstream.port()));
        client = Client.builder().apiKey(TestGateway.KEY)
                .httpOptions(HttpOptions.builder().baseUrl(gateway.url("")).timeout(20_000).build()).build();
    }

    @AfterEach
    void close() {
        client.close();
        gateway.close();
        upstream.close();
    }

    private void answers(String path, String json) {
        upstream.next(path, Script.json(200, json));
    }

    private static List<List<Float>> values(EmbedContentResponse answer) {
        return answer.embeddings().orElseThrow().stream().map(ContentEmbedding::values)
                .map(values -> values.orElseThrow()).toList();
    }

    private JsonNode sent() throws InterruptedException {
        return JSON.readTree(upstream.take().text());
    }

    @ParameterizedTest
    @CsvSource({"openai, /v1/embeddings", "ollama, /api/embed"})
    void manyTexts(String route, String path) throws InterruptedException {
        answers(path, route.equals("openai") ? OPENAI : OLLAMA);
        var answer = client.models.embedContent(route, List.of("Hello", "Bye"),
                EmbedContentConfig.builder().outputDimensionality(2).build());
        assertEquals(List.of(List.of(0.5f, -2f), List.of(1f, 0.25f)), values(answer));
        var sent = sent();
        assertEquals(JSON.readTree("[\"Hello\",\"Bye\"]"), sent.get("input"));
        assertEquals("te3", sent.get("model").asString());
        assertEquals(2, sent.get("dimensions").asInt());
        var entry = gateway.entry(1);
        assertEquals(Endpoint.EMBEDDINGS, entry.asked().endpoint().orElseThrow());
        assertEquals(5, entry.usage().get(Unit.INPUT));
        assertEquals(UsageSource.REPORTED, entry.usage().source());
    }

    @Test
    void oneTextBySpeakingPlainly() {
        answers("/v1/embeddings", "{\"data\":[{\"embedding\":[3]}]}");
        var answer = post("openai:embedContent", "{\"content\":{\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"}]},"
                + "\"taskType\":\"CLUSTERING\"}", 200);
        assertEquals(JSON.readTree("[3]"), answer.path("embedding").path("values"));
        var entry = gateway.entry(1);
        assertEquals(UsageSource.ESTIMATED, entry.usage().source());
        assertTrue(entry.decision().toString().contains("without taskType"), entry.decision().toString());
    }

    @Test
    void aStrictRouteRefusesWhatIsLeftOut() {
        var said =
                post("strict:embedContent", "{\"content\":{\"parts\":[{\"text\":\"a\"}]},\"taskType\":\"CLUSTERING\"}",
                        400).path("error");
        assertTrue(said.path("message").asString().contains("cannot carry taskType"), said.toString());
        assertEquals("INVALID_ARGUMENT", said.path("status").asString());
        assertTrue(upstream.requests().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{} | content", "{\"content\":{\"parts\":[]}} | content.parts",
            "{\"content\":{\"parts\":[{\"text\":7}]}} | text",
            "{\"content\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"aGk=\"}}]}} | content.parts[0]"})
    void whatCannotBeEmbeddedIsNamed(String body, String field) {
        var said = post("openai:embedContent", body, 400).path("error").path("message").asString();
        assertTrue(said.contains(field), said);
        assertTrue(upstream.requests().isEmpty());
    }

    @Test
    void lengthsThatDifferAreRefused() {
        var said = post("openai:batchEmbedContents", """
                {"requests":[{"content":{"parts":[{"text":"a"}]},"outputDimensionality":2},
                {"content":{"parts":[{"text":"b"}]},"outputDimensionality":3}]}""", 400);
        assertTrue(said.toString().contains("requests[1].outputDimensionality"), said.toString());
    }

    @Test
    void anAnswerWithoutAVectorForEachTextIsMalformed() {
        answers("/v1/embeddings", "{\"data\":[{\"embedding\":[3]}]}");
        var said = post("openai:batchEmbedContents", """
                {"requests":[{"content":{"parts":[{"text":"a"}]}},{"content":{"parts":[{"text":"b"}]}}]}""", 502);
        assertTrue(said.toString().contains("2 texts with 1 vectors"), said.toString());
        assertFalse(gateway.entry(1).result().outcome().word().equals("success"));
    }

    private JsonNode post(String call, String body, int status) {
        var answer = gateway.post("/v1beta/models/" + call, body);
        assertEquals(status, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }
}
