package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import dev.tollgate.gateway.wire.neutral.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Vertex AI: Google's models and Anthropic's in a project, reached by a service account's token.
class VertexEndToEndTest {
    private static final String STEM = "/v1/projects/my-project/locations/europe-west1/publishers/";
    private static final String GEMINI = STEM + "google/models/gemini-x:";
    private static final String CLAUDE = STEM + "anthropic/models/claude-x@2026:";
    private static final String TOKENS = "/token";
    private static final String ANSWER =
            """
                    {"candidates":[{"content":{"role":"model","parts":[{"text":"Hello"}]},"finishReason":"STOP"}],"usageMetadata":
                    {"promptTokenCount":7,"candidatesTokenCount":3,"totalTokenCount":10},"modelVersion":"gemini-x"}""";
    private static final String MESSAGE =
            """
                    {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[{"type":"text","text":"Hello"}],
                    "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":7,"output_tokens":3}}""";

    @TempDir
    Path folder;
    private ScriptedUpstream upstream;
    private TestGateway gateway;
    private OpenAIClient openai;
    private AnthropicClient anthropic;
    private KeyPair keys;

    @BeforeEach
    void open() throws IOException, GeneralSecurityException {
        upstream = ScriptedUpstream.start();
        var stem = upstream.baseUrl().replace("/v1", "");
        keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var file = Files.writeString(folder.resolve("account.json"), keyFile(stem));
        gateway = TestGateway.open(folder, """
                providers:
                  vertex: { dialect: vertex, base_url: "%s", project: my-project, region: europe-west1,
                            credentials: ["file:%s"] }
                  express: { dialect: vertex, base_url: "%s", credentials: ["literal:AIza-express-key"] }
                routes:
                  gem: { retries: { attempts: 0 }, targets: [{ provider: vertex, model: gemini-x }] }
                  claude: { retries: { attempts: 0 }, targets: [{ provider: vertex, model: "claude-x@2026" }] }
                  quick: { retries: { attempts: 0 }, targets: [{ provider: express, model: gemini-x }] }
                """.formatted(stem, file, stem));
        openai = OpenAIOkHttpClient.builder().baseUrl(gateway.url("/v1")).apiKey(TestGateway.KEY).maxRetries(0)
                .responseValidation(true).timeout(Duration.ofSeconds(20)).build();
        anthropic = AnthropicOkHttpClient.builder().baseUrl(gateway.url("")).apiKey(TestGateway.KEY).maxRetries(0)
                .responseValidation(true).timeout(Duration.ofSeconds(20)).build();
    }

    private String keyFile(String stem) {
        var pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return Json.text(Json.object().put("type", "service_account").put("client_email", "me@my-project.example")
                .put("private_key_id", "key-1").put("private_key", pem).put("token_uri", stem + TOKENS));
    }

    @AfterEach
    void close() {
        openai.close();
        anthropic.close();
        gateway.close();
        upstream.close();
    }

    private static Script token(String token) {
        return Script.json(200, "{\"access_token\":\"" + token + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
    }

    @Test
    void oneTokenServesManyCalls() throws GeneralSecurityException {
        upstream.next(TOKENS, token("ya29.one"));
        upstream.always(GEMINI + "generateContent", Script.json(200, ANSWER));
        for (int i = 0; i < 3; i++) {
            var answer = openai.chat().completions().create(ChatCompletionCreateParams.builder().model("gem")
                    .addUserMessage("Hi").build());
            assertEquals("Hello", answer.choices().getFirst().message().content().orElseThrow());
        }
        var asked = upstream.requests();
        assertEquals(4, asked.size());
        assertEquals("Bearer ya29.one", asked.getLast().header("authorization").orElseThrow());
        checkWord(asked.getFirst());
        var entry = gateway.entry(3);
        assertEquals(7, entry.usage().get(Unit.INPUT));
        assertEquals(UsageSource.REPORTED, entry.usage().source());
    }

    /// As Google checks it: the account's name, for an hour at most, signed by its key.
    private void checkWord(ScriptedUpstream.Request request) throws GeneralSecurityException {
        var form = URLDecoder.decode(request.text(), StandardCharsets.UTF_8);
        var word = form.substring(form.indexOf("assertion=") + 10).split("\\.", -1);
        assertTrue(form.startsWith("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&"), form);
        var claims =
                Json.read(new String(Base64.getUrlDecoder().decode(word[1]), StandardCharsets.UTF_8)).orElseThrow();
        assertEquals("me@my-project.example", claims.path("iss").asString());
        assertEquals(3600, claims.path("exp").asLong() - claims.path("iat").asLong());
        assertTrue(Math.abs(claims.path("iat").asLong() - Instant.now().getEpochSecond()) < 60);
        var verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(keys.getPublic());
        verifier.update((word[0] + "." + word[1]).getBytes(StandardCharsets.US_ASCII));
        assertTrue(verifier.verify(Base64.getUrlDecoder().decode(word[2])));
    }

    @Test
    void streamsOfGoogles() {
        upstream.next(TOKENS, token("ya29.one"));
        upstream.next(GEMINI + "streamGenerateContent", Script.stream().event(ANSWER.replace("\n", "")).end());
        try (var stream = openai.responses().createStreaming(ResponseCreateParams.builder().model("gem").input("Hi")
                .build())) {
            assertTrue(stream.stream().anyMatch(event -> event.isCompleted()));
        }
        assertTrue(upstream.requests().getLast().target().endsWith("?alt=sse"));
        assertEquals(3, gateway.entry(1).usage().get(Unit.OUTPUT));
    }

    @Test
    void geminisClientsPassAsTheyCame() {
        upstream.next(TOKENS, token("ya29.one"));
        upstream.next(GEMINI + "generateContent", Script.json(200, ANSWER));
        var body = "{ \"contents\" : [{\"parts\":[{\"text\":\"Hi\"}]}], \"labels\":{\"a\":\"b\"} }";
        assertEquals(ANSWER, gateway.post("/v1beta/models/gem:generateContent", body).body());
        assertEquals(body, upstream.requests().getLast().text());
    }

    @Test
    void anthropicsClientsPassButForTheModel() {
        upstream.next(TOKENS, token("ya29.one"));
        upstream.next(CLAUDE.replace("@", "%40") + "rawPredict", Script.json(200, MESSAGE));
        var body = "{\"max_tokens\":9,\"model\" : \"claude\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        var reply =
                gateway.post("/v1/messages", body, "anthropic-beta", "some-beta", "anthropic-version", "2023-06-01");
        assertEquals(MESSAGE, reply.body());
        var sent = upstream.requests().getLast();
        assertEquals("{\"max_tokens\":9,\"anthropic_version\":\"vertex-2023-10-16\",\"messages\":[{\"role\":\"user\","
                + "\"content\":\"Hi\"}]}", sent.text());
        assertEquals("some-beta", sent.header("anthropic-beta").orElseThrow());
        assertTrue(sent.header("anthropic-version").isEmpty());
        assertEquals(7, gateway.entry(1).usage().get(Unit.INPUT));
    }

    @Test
    void anthropicsModelsAnswerOthersClients() {
        upstream.next(TOKENS, token("ya29.one"));
        upstream.next(CLAUDE.replace("@", "%40") + "rawPredict", Script.json(200, MESSAGE));
        var answer = openai.chat().completions().create(ChatCompletionCreateParams.builder().model("claude")
                .addUserMessage("Hi").build());
        assertEquals("Hello", answer.choices().getFirst().message().content().orElseThrow());
        var sent = Json.read(upstream.requests().getLast().text()).orElseThrow();
        assertFalse(sent.has("model"));
        assertEquals("vertex-2023-10-16", sent.path("anthropic_version").asString());
    }

    @Test
    void anthropicsStreamsPass() {
        upstream.next(TOKENS, token("ya29.one"));
        var script = Script.stream();
        for (var event : new String[] {
                "{\"type\":\"message_start\",\"message\":" + MESSAGE.replace("\n", "")
                        .replace("[{\"type\":\"text\",\"text\":\"Hello\"}]", "[]").replace("\"end_turn\"", "null")
                        + "}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}}",
                "{\"type\":\"content_block_stop\",\"index\":0}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":"
                        + "{\"output_tokens\":3}}",
                "{\"type\":\"message_stop\"}"}) {
            script.chunk(
                    "event: " + Json.read(event).orElseThrow().path("type").asString() + "\ndata: " + event + "\n\n");
        }
        upstream.next(CLAUDE.replace("@", "%40") + "streamRawPredict", script.end());
        var all = MessageAccumulator.create();
        try (var stream = anthropic.messages().createStreaming(MessageCreateParams.builder().model("claude")
                .maxTokens(9).addUserMessage("Hi").build())) {
            stream.stream().forEach(all::accumulate);
        }
        assertEquals("Hello", all.message().content().getFirst().asText().text());
        assertFalse(upstream.requests().getLast().text().contains("\"model\""));
        assertEquals(3, gateway.entry(1).usage().get(Unit.OUTPUT));
    }

    @Test
    void anAccountThatIsRefusedIsSaidSoWithoutItsKey() throws IOException {
        upstream.next(TOKENS, Script.json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"no\"}"));
        var reply = gateway.post("/v1/chat/completions",
                "{\"model\":\"gem\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
        assertEquals(502, reply.statusCode());
        assertTrue(reply.body().contains("me@my-project.example") && reply.body().contains("invalid_grant"),
                reply.body());
        assertFalse(reply.body().contains("PRIVATE"), reply.body());
        var entry = gateway.entry(1);
        assertEquals(Outcome.FAILED, entry.result().outcome());
        assertEquals(Fault.AUTH, entry.attempts().getFirst().fault().orElseThrow());
    }

    @Test
    void aKeyAloneReachesModelsOutsideOfProjects() {
        upstream.next("/v1/publishers/google/models/gemini-x:generateContent", Script.json(200, ANSWER));
        var reply = gateway.post("/v1/chat/completions",
                "{\"model\":\"quick\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
        assertEquals(200, reply.statusCode(), reply::body);
        assertEquals("AIza-express-key", upstream.requests().getLast().header("x-goog-api-key").orElseThrow());
    }
}
