package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.testing.TestGateway;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whatever is wrong with a call, the client gets a clear error in OpenAI's shape and the ledger a row.
class BadInputEndToEndTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;
    private TestGateway gateway;

    @BeforeEach
    void open() {
        gateway = TestGateway.open(folder, """
                providers:
                  sim: { dialect: openai, base_url: "http://simulated.localhost/v1", models: [sim-large] }
                listen: { max_body: 20kB }
                """);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private JsonNode error(HttpResponse<String> reply, int status) {
        assertEquals(status, reply.statusCode(), reply.body());
        var error = JSON.readTree(reply.body()).path("error");
        for (var field : new String[] {"message", "type", "param", "code"}) {
            assertTrue(error.has(field), reply.body());
        }
        assertFalse(error.path("message").asString().isBlank());
        assertFalse(reply.body().contains("Exception"), reply.body());
        return error;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{                                            | 400 | invalid_json    |",
            "[]                                           | 400 | invalid_request |",
            "{\"messages\":[]}                            | 400 | invalid_request | model",
            "{\"model\":7,\"messages\":[]}                | 400 | invalid_request | model",
            "{\"model\":\"sim-large\"}                    | 400 | invalid_request | messages",
            "{\"model\":\"sim-large\",\"messages\":1}     | 400 | invalid_request | messages",
            "{\"model\":\"sim-large\",\"messages\":[],\"stream\":\"yes\"} | 400 | invalid_request | stream",
            "{\"model\":\"sim-lage\",\"messages\":[]}     | 404 | model_not_found | model"})
    void aWrongBodyIsNamedAndRecorded(String body, int status, String code, String param) {
        var error = error(gateway.post("/v1/chat/completions", body), status);
        assertEquals(code, error.path("code").asString());
        if (param != null) {
            assertEquals(param, error.path("param").asString());
        }
        assertEquals(Outcome.REJECTED, gateway.entry(1).result().outcome());
    }

    @Test
    void invalidUtf8AndDeepNestingAreRefused() {
        var bytes = "{\"model\":\"sim-large\",\"messages\":[\"x\"]}".getBytes(StandardCharsets.UTF_8);
        bytes[33] = (byte) 0xff;
        var request = HttpRequest.newBuilder(URI.create(gateway.url("/v1/chat/completions")))
                .header("Authorization", "Bearer " + TestGateway.KEY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)).build();
        error(gateway.send(request), 400);
        error(gateway.post("/v1/chat/completions", "{\"model\":\"sim-large\",\"messages\":" + "[".repeat(1_200)
                + "]".repeat(1_200) + "}"), 400);
        gateway.entry(2);
    }

    @Test
    void exactlyTheLimitPassesAndOneByteMoreDoesNot() {
        var frame = "{\"model\":\"sim-large\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":\"\"}]}";
        var filled = frame.replace("\"\"", "\"" + "x".repeat(20_000 - frame.length()) + "\"");
        assertEquals(20_000, filled.length());
        assertEquals(200, gateway.post("/v1/chat/completions", filled).statusCode());
        var error = error(gateway.post("/v1/chat/completions", filled + " "), 413);
        assertEquals("request_too_large", error.path("code").asString());
    }

    @Test
    void aProvidersOwnKeyIsRecognisedAndNeverEchoed() {
        var secret = "sk-ant-" + "canary0123456789";
        var request = HttpRequest.newBuilder(URI.create(gateway.url("/v1/chat/completions")))
                .header("Authorization", "Bearer " + secret).POST(HttpRequest.BodyPublishers.ofString("{}")).build();
        var reply = gateway.send(request);
        var message = error(reply, 401).path("message").asString();
        assertTrue(message.contains("tg-"), message);
        assertFalse(reply.body().contains("canary"));
        assertTrue(gateway.entries().isEmpty(), "the only refusal without a row");
    }

    @Test
    void unknownPathsAndMethodsAreJson() {
        error(gateway.post("/v1/nothing", "{}"), 404);
        var get = HttpRequest.newBuilder(URI.create(gateway.url("/v1/chat/completions"))).GET().build();
        var reply = gateway.send(get);
        error(reply, 405);
        assertEquals("POST", reply.headers().firstValue("Allow").orElseThrow());
        var admin = HttpRequest.newBuilder(URI.create(gateway.url("/tollgate/v1/requests"))).GET().build();
        error(gateway.send(admin), 401);
    }

    @Test
    void aFullBudgetAndAPausedKeySayWhatToDo() throws Exception {
        var yaml = Files.readString(folder.resolve("config.yaml"))
                + "budgets: [{ name: tiny, scope: {}, window: day, usd: 0.000001 }]\n"
                + "prices: [{ provider: sim, model: sim-large, from: 2020-01-01, input: 3, output: 15 }]\n";
        gateway.close();
        gateway = TestGateway.open(Files.createDirectory(folder.resolve("second")), yaml);
        var ask = "{\"model\":\"sim-large\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        var reply = gateway.post("/v1/chat/completions", ask);
        var message = error(reply, 429).path("message").asString();
        assertTrue(message.contains("tiny"), message);
        assertEquals("false", reply.headers().firstValue("x-should-retry").orElseThrow());
        assertEquals("budget_exceeded", reply.headers().firstValue("x-tollgate-reason").orElseThrow());
        assertEquals(200, gateway.admin("POST", "keys/app/pause", "").statusCode());
        var paused = gateway.post("/v1/chat/completions", ask);
        assertEquals("key_paused", error(paused, 403).path("code").asString());
        assertEquals(200, gateway.admin("POST", "keys/app/resume", "").statusCode());
        error(gateway.post("/v1/chat/completions", ask), 429);
        gateway.entry(3);
    }
}
