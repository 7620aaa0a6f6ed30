package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.MultipartField;
import com.openai.errors.NotFoundException;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FilePurpose;
import com.openai.models.responses.ResponseCreateParams;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files, batches and stored answers, by the official OpenAI SDK: each belongs to the key and the credential that made it.
class KeptEndToEndTest {
    @TempDir
    Path folder;
    private ScriptedUpstream one;
    private TestGateway gateway;
    private OpenAIClient client;

    @BeforeEach
    void open() {
        one = ScriptedUpstream.start();
        gateway = TestGateway.open(folder, """
                providers:
                  one: { dialect: openai, base_url: "%s", credentials: ["literal:sk-one", "literal:sk-two"] }
                prices:
                  - { provider: one, model: gpt-x, from: 2026-01-01, input: 2, output: 8 }
                  - { provider: one, model: gpt-z, from: 2026-01-01, input: 2, output: 8 }
                  - { provider: one, model: gpt-x, from: 2026-01-01, batch: true, input: 1, cache_read: 0.5, output: 4 }
                budgets:
                  - { name: all, scope: {}, window: day, usd: 1 }
                routes:
                  other: { targets: [{ provider: one, model: gpt-z }] }
                  chat: { targets: [{ provider: one, model: gpt-x }] }
                keys:
                  - { name: app, secret: "literal:tg-test-key-000000000000000000000000000000" }
                  - { name: second, secret: "literal:tg-second", routes: [chat] }
                """.formatted(one.baseUrl()));
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
        one.close();
    }

    private Entry last(int count, Endpoint endpoint) {
        var entry = gateway.entry(count);
        assertEquals(endpoint, entry.asked().endpoint().orElseThrow());
        assertEquals(Outcome.SUCCESS, entry.result().outcome());
        return entry;
    }

    private String file(OpenAIClient by) {
        return by.files().create(FileCreateParams.builder().purpose(FilePurpose.BATCH)
                .file(MultipartField.<java.io.InputStream>builder()
                        .value(new ByteArrayInputStream("{}\n".getBytes(StandardCharsets.UTF_8)))
                        .filename("a.jsonl").build())
                .putAdditionalHeader("x-tollgate-route", "chat").build()).id();
    }

    private static Script fileObject(String id) {
        return Script.json(200, "{\"id\":\"" + id + "\",\"object\":\"file\",\"bytes\":3,\"created_at\":1,"
                + "\"filename\":\"a.jsonl\",\"purpose\":\"batch\",\"status\":\"processed\"}");
    }

    @Test
    void filesBelongToTheirKeyAndCredential() {
        one.next("/v1/files", Script.json(401, "{\"error\":{\"message\":\"no\",\"code\":\"invalid_api_key\"}}"));
        one.next("/v1/files", fileObject("file-1"));
        assertEquals("file-1", file(client));
        assertEquals("Bearer sk-two", one.requests().getLast().header("authorization").orElseThrow());

        one.always("/v1/files/file-1", fileObject("file-1"));
        one.always("/v1/files/file-1/content", Script.reply(200).header("Content-Type", "application/octet-stream")
                .body("{}\n"));
        assertEquals("a.jsonl", client.files().retrieve("file-1").filename());
        assertEquals("Bearer sk-two", one.requests().getLast().header("authorization").orElseThrow());
        var content = get("/v1/files/file-1/content", TestGateway.KEY);
        assertEquals("{}\n", content.body());

        var foreign = client("tg-second");
        assertThrows(NotFoundException.class, () -> foreign.files().retrieve("file-1"));
        one.always("/v1/files", Script.json(200, """
                {"object":"list","data":[{"id":"file-1","object":"file"},{"id":"file-9","object":"file"}],
                "first_id":"file-1","last_id":"file-9","has_more":false}"""));
        var theirs = get("/v1/files?limit=5", "tg-second");
        assertTrue(theirs.body().contains("\"data\":[]"), theirs.body());
        assertTrue(one.requests().getLast().target().endsWith("?limit=5"));
        foreign.close();
        var own = gateway.send(HttpRequest.newBuilder(URI.create(gateway.url("/v1/files")))
                .header("Authorization", "Bearer " + TestGateway.KEY).header("x-tollgate-route", "chat").build());
        assertTrue(own.body().contains("file-1") && !own.body().contains("file-9"), own.body());
        var unnamed = get("/v1/files", TestGateway.KEY);
        assertEquals(400, unnamed.statusCode());
        assertTrue(unnamed.body().contains("x-tollgate-route"), unnamed.body());
        client.files().delete("file-1");
        assertThrows(NotFoundException.class, () -> client.files().retrieve("file-1"));
    }

    private HttpResponse<String> get(String path, String key) {
        return gateway.send(HttpRequest.newBuilder(URI.create(gateway.url(path)))
                .header("Authorization", "Bearer " + key).build());
    }

    @Test
    void batchesGoWhereTheirFileIs() {
        one.next("/v1/files", Script.json(401, "{\"error\":{\"message\":\"no\",\"code\":\"invalid_api_key\"}}"));
        one.next("/v1/files", fileObject("file-1"));
        file(client);
        var batch = """
                {"id":"batch_1","object":"batch","endpoint":"/v1/chat/completions","input_file_id":"file-1",
                "completion_window":"24h","status":"completed","output_file_id":"file-out","created_at":1}""";
        one.next("/v1/batches", Script.json(200, batch));
        var made = client.batches().create(BatchCreateParams.builder().inputFileId("file-1")
                .endpoint(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)
                .completionWindow(BatchCreateParams.CompletionWindow._24H).build());
        assertEquals("batch_1", made.id());
        assertEquals("Bearer sk-two", one.requests().getLast().header("authorization").orElseThrow());
        one.next("/v1/batches/batch_1", Script.json(200, batch));
        assertEquals("batch_1", client.batches().retrieve("batch_1").id());
        one.next("/v1/files/file-out/content", Script.reply(200).header("Content-Type", "application/jsonl")
                .body("{\"id\":1}\n"));
        assertEquals("{\"id\":1}\n", get("/v1/files/file-out/content", TestGateway.KEY).body());
        one.next("/v1/batches/batch_1/cancel", Script.json(200, batch));
        assertEquals("batch_1", client.batches().cancel("batch_1").id());
    }

    private static String batch(String id, String status, String more) {
        return "{\"id\":\"" + id + "\",\"object\":\"batch\",\"endpoint\":\"/v1/chat/completions\","
                + "\"input_file_id\":\"file-1\",\"completion_window\":\"24h\",\"created_at\":1,\"status\":\"" + status
                + "\"" + more + "}";
    }

    private void submit(String id) {
        one.next("/v1/files", fileObject("file-1"));
        file(client);
        one.next("/v1/batches", Script.json(200, batch(id, "validating", "")));
        client.batches().create(BatchCreateParams.builder().inputFileId("file-1")
                .endpoint(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)
                .completionWindow(BatchCreateParams.CompletionWindow._24H).build());
    }

    private Entry charged() {
        return TestGateway.await(() -> gateway.entries().stream()
                .filter(e -> e.asked().endpoint().equals(Optional.of(Endpoint.BATCHES)) && e.cost().picos() > 0)
                .findFirst().orElse(null));
    }

    @Test
    void aBatchIsChargedOnceToWhoMadeItAtThePriceOfBatches() {
        submit("batch_1");
        one.next("/v1/batches/batch_1", Script.json(200, batch("batch_1", "in_progress", "")));
        client.batches().retrieve("batch_1");
        var over = Script.json(200, batch("batch_1", "completed", ",\"output_file_id\":\"file-out\","
                + "\"model\":\"gpt-x\",\"usage\":{\"input_tokens\":1000,\"input_tokens_details\":{\"cached_tokens\":400},"
                + "\"output_tokens\":100,\"output_tokens_details\":{\"reasoning_tokens\":10},\"total_tokens\":1100}"));
        one.always("/v1/batches/batch_1", over);
        client.batches().retrieve("batch_1");
        var made = charged();
        // 600 at $1, 400 at $0.50, 100 at $4 a million
        assertEquals("0.0012", Picos.usd(made.cost().picos()));
        assertEquals(CostBound.EXACT, made.cost().bound());
        assertEquals(1000, made.usage().get(Unit.INPUT));
        assertEquals(10, made.usage().get(Unit.REASONING));
        assertEquals(Optional.of("gpt-x"), made.served().responseModel());
        client.batches().retrieve("batch_1");
        one.next("/v1/files/file-out/content", Script.reply(200).header("Content-Type", "application/jsonl")
                .body(line("gpt-x", 7, 7)));
        get("/v1/files/file-out/content", TestGateway.KEY);
        gateway.entry(6);
        var sum = gateway.entries().stream().mapToLong(e -> e.cost().picos()).sum();
        assertEquals(made.cost().picos(), sum);
        var budget = gateway.admin("GET", "budgets", "").body();
        assertTrue(budget.contains("0.0012"), budget);
    }

    private static String line(String model, int input, int output) {
        return "{\"id\":\"r\",\"custom_id\":\"a\",\"response\":{\"status_code\":200,\"body\":{\"object\":"
                + "\"chat.completion\",\"model\":\"" + model
                + "\",\"choices\":[{\"message\":{\"content\":\"{}\"}}],\"usage\":{"
                + "\"prompt_tokens\":" + input + ",\"completion_tokens\":" + output + ",\"total_tokens\":"
                + (input + output) + "}}},\"error\":null}\n";
    }

    @Test
    void aBatchWhoseObjectIsSilentIsChargedByTheLinesOfItsOutput() {
        submit("batch_2");
        one.always("/v1/batches/batch_2",
                Script.json(200, batch("batch_2", "completed", ",\"output_file_id\":\"file-out\"")));
        client.batches().retrieve("batch_2");
        var lines = line("gpt-x", 1000, 100) + "{\"custom_id\":\"b\",\"response\":null,\"error\":{\"code\":\"x\"}}\n"
                + line("gpt-x", 500, 50).strip();
        one.always("/v1/files/file-out/content",
                Script.reply(200).header("Content-Type", "application/octet-stream").body(lines));
        assertEquals(lines, get("/v1/files/file-out/content", TestGateway.KEY).body());
        var made = charged();
        assertEquals("0.0021", Picos.usd(made.cost().picos()));
        get("/v1/files/file-out/content", TestGateway.KEY);
        gateway.entry(5);
        assertEquals(made.cost().picos(), gateway.entries().stream().mapToLong(e -> e.cost().picos()).sum());
    }

    @Test
    void withoutAPriceOfItsOwnABatchIsEstimatedByThatOfSingleCalls() {
        submit("batch_3");
        one.always("/v1/batches", Script.json(200, "{\"object\":\"list\",\"data\":[" + batch("batch_3", "expired",
                ",\"model\":\"gpt-z\",\"usage\":{\"input_tokens\":1000,\"output_tokens\":0,\"total_tokens\":1000}")
                + "]}"));
        gateway.send(HttpRequest.newBuilder(URI.create(gateway.url("/v1/batches")))
                .header("Authorization", "Bearer " + TestGateway.KEY).header("x-tollgate-route", "chat").build());
        var made = charged();
        assertEquals(CostBound.ESTIMATED, made.cost().bound());
        assertTrue(made.attempts().getLast().detail().orElse("").contains("no price row with batch: true"),
                made.attempts().toString());
    }

    @Test
    void storedAnswersAreHadAgainByWhoMadeThem() {
        one.next("/v1/responses", Script.json(429, "{\"error\":{\"message\":\"busy\",\"type\":\"requests\"}}"));
        one.always("/v1/responses", Script.json(200, response("resp_1")));
        var made = client.responses().create(ResponseCreateParams.builder().model("chat").input("Hi").build());
        assertEquals("resp_1", made.id());
        assertEquals("Bearer sk-two", one.requests().getLast().header("authorization").orElseThrow());
        one.always("/v1/responses/resp_1", Script.json(200, response("resp_1")));
        assertEquals("resp_1", client.responses().retrieve("resp_1").id());
        var seen = last(2, Endpoint.RESPONSES);
        assertEquals(0, seen.usage().get(Unit.OUTPUT), "what it used was counted when it was made");
        assertEquals("Bearer sk-two", one.requests().getLast().header("authorization").orElseThrow());
        assertEquals(404, get("/v1/responses/resp_1", "tg-second").statusCode());
        client.responses()
                .create(ResponseCreateParams.builder().model("chat").previousResponseId("resp_1").input("And?")
                        .build());
        assertEquals("Bearer sk-two", one.requests().getLast().header("authorization").orElseThrow());
        client.responses().delete("resp_1");
        assertEquals(404, get("/v1/responses/resp_1", TestGateway.KEY).statusCode());
        var nothing = get("/v1/responses/resp_7", TestGateway.KEY);
        assertEquals(404, nothing.statusCode());
        assertFalse(nothing.body().isEmpty());
        assertEquals(405, gateway.post("/v1/responses/resp_1/input_items", "{}").statusCode());
    }

    private static String response(String id) {
        return "{\"id\":\"" + id + "\",\"object\":\"response\",\"created_at\":1,\"model\":\"gpt-x\",\"status\":"
                + "\"completed\",\"output\":[{\"type\":\"message\",\"id\":\"m\",\"role\":\"assistant\",\"status\":"
                + "\"completed\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\",\"annotations\":[]}]}],"
                + "\"parallel_tool_calls\":true,\"tool_choice\":\"auto\",\"tools\":[],\"temperature\":1,\"top_p\":1,"
                + "\"usage\":{\"input_tokens\":5,\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":7,"
                + "\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":12}}";
    }
}
