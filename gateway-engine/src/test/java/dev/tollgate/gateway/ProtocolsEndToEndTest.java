package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients of the protocols beside chat see at the door, and what a native provider behind it is sent.
class ProtocolsEndToEndTest {
    private static final String ASKED =
            """
                    {"model":"claude-x","max_tokens":20,"messages":[{"role":"user","content":"Hi \\u00e9"}], "new_field": 1.0e-9}""";
    private static final String ANSWER =
            """
                    {"id":"msg_1","type":"message","role":"assistant","model":"claude-x-1","content":[{"type":"text","text":"Yes"}],
                    "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":10,"cache_read_input_tokens":30,
                    "cache_creation_input_tokens":7,"cache_creation":{"ephemeral_5m_input_tokens":2,"ephemeral_1h_input_tokens":5},
                    "output_tokens":4}}""";

    @TempDir
    Path folder;
    private ScriptedUpstream upstream;
    private TestGateway gateway;
    private AnthropicClient client;

    @BeforeEach
    void open() {
        upstream = ScriptedUpstream.start();
        var stem = upstream.baseUrl().replace("/v1", "");
        gateway = TestGateway.open(folder, """
                providers:
                  ant: { dialect: anthropic, base_url: "%1$s", credentials: ["literal:sk-ant-upstream"] }
                  gem: { dialect: gemini, base_url: "%1$s", credentials: ["literal:AIza-upstream"] }
                  old: { dialect: openai, base_url: "%1$s/v1", endpoints: [chat] }
                  sim: { dialect: openai, base_url: "http://simulated.localhost/v1", endpoints: [chat] }
                routes:
                  "claude-*": { retries: { attempts: 0 }, targets: [{ provider: ant, model: "*" }] }
                  g: { retries: { attempts: 0 }, targets: [{ provider: gem, model: gemini-y }] }
                  c: { retries: { attempts: 0 }, targets: [{ provider: old, model: m }] }
                  two: { retries: { attempts: 0 }, targets: [{ provider: old, model: m }, { provider: ant, model: n }] }
                  s: { targets: [{ provider: sim, model: sim-small }] }
                  exact: { strict: true, targets: [{ provider: old, model: m }] }
                prices:
                  - { provider: ant, model: claude-x, from: 2020-01-01, input: 1, cache_read: 0.1, cache_write_5m: 1.25,
                      cache_write_1h: 2, output: 5 }
                """.formatted(stem));
        client = client(TestGateway.KEY);
    }

    private AnthropicClient client(String key) {
        return AnthropicOkHttpClient.builder().baseUrl(gateway.url("")).apiKey(key).maxRetries(0)
                .timeout(Duration.ofSeconds(20)).build();
    }

    @AfterEach
    void close() {
        client.close();
        gateway.close();
        upstream.close();
    }

    private static MessageCreateParams message(String model) {
        return MessageCreateParams.builder().model(model).maxTokens(50).addUserMessage("Hi").build();
    }

    @Test
    void anAnthropicProviderGetsTheClientsBytesItsOwnKeyAndTheBetas() throws InterruptedException {
        upstream.next("/v1/messages", Script.reply(200).header("Content-Type", "application/json").body(ANSWER));
        var reply = gateway.post("/v1/messages?beta=true", ASKED, "anthropic-beta", "unknown-2030-01-01",
                "anthropic-version", "2023-06-01");
        assertEquals(ANSWER, reply.body());
        assertTrue(reply.headers().firstValue("request-id").isPresent());
        var sent = upstream.take();
        assertEquals(ASKED, sent.text());
        assertEquals(Optional.of("sk-ant-upstream"), sent.header("x-api-key"));
        assertEquals(Optional.empty(), sent.header("authorization"));
        assertEquals(Optional.of("unknown-2030-01-01"), sent.header("anthropic-beta"));
        assertEquals(Optional.of("2023-06-01"), sent.header("anthropic-version"));
        var entry = gateway.entry(1);
        assertEquals(Optional.of(Endpoint.MESSAGES), entry.asked().endpoint());
        assertEquals(47, entry.usage().get(Unit.INPUT));
        assertEquals(30, entry.usage().get(Unit.CACHE_READ));
        assertEquals(2, entry.usage().get(Unit.CACHE_WRITE_5M));
        assertEquals(5, entry.usage().get(Unit.CACHE_WRITE_1H));
        assertEquals(10_000_000 + 3_000_000 + 2_500_000 + 10_000_000 + 20_000_000, entry.cost().picos());
    }

    @Test
    void aGeminiProviderIsAskedAtItsOwnPathWithItsOwnKey() throws InterruptedException {
        upstream.next("/v1beta/models/gemini-y:generateContent", Script.reply(200)
                .header("Content-Type", "application/json").body("""
                        {"candidates":[{"content":{"role":"model","parts":[{"text":"Yes"}]},"finishReason":"STOP"}],
                        "usageMetadata":{"promptTokenCount":4,"candidatesTokenCount":1,"thoughtsTokenCount":2,
                        "totalTokenCount":7},"modelVersion":"gemini-y-1"}"""));
        var reply =
                gateway.post("/v1beta/models/g:generateContent", "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}");
        assertEquals(200, reply.statusCode(), reply.body());
        var sent = upstream.take();
        assertEquals(Optional.of("AIza-upstream"), sent.header("x-goog-api-key"));
        assertEquals(Optional.empty(), sent.header("authorization"));
        var entry = gateway.entry(1);
        assertEquals(3, entry.usage().get(Unit.OUTPUT));
        assertEquals(2, entry.usage().get(Unit.REASONING));
        assertEquals(Optional.of("gemini-y-1"), entry.served().responseModel());
    }

    @Test
    void aKeyMayStandInTheQueryAsGeminisClientsSendIt() {
        var plain = HttpRequest.newBuilder(URI.create(gateway.url("/v1beta/models?key=" + TestGateway.KEY))).build();
        assertEquals(200, gateway.send(plain).statusCode());
        var wrong = gateway.send(HttpRequest.newBuilder(URI.create(gateway.url("/v1beta/models?key=tg-x"))).build());
        assertEquals(401, wrong.statusCode());
        assertTrue(wrong.body().contains("UNAUTHENTICATED") && !wrong.body().contains("tg-x"), wrong.body());
    }

    @Test
    void whatADialectDoesNotHaveIsRefusedBeforeAnyCall() {
        var reply = gateway.post("/v1/embeddings", "{\"model\":\"claude-x\",\"input\":\"Hi\"}");
        assertEquals(400, reply.statusCode());
        assertTrue(reply.body().contains("unsupported_endpoint") && reply.body().contains("embeddings")
                && reply.body().contains("ant"), reply.body());
        assertEquals(0, gateway.entry(1).attempts().size());
    }

    @Test
    void anOverloadHasItsOwnStatusForThoseWhoKnowIt() {
        var overloaded = "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}";
        for (int i = 0; i < 2; i++) {
            upstream.next("/v1/messages",
                    Script.reply(529).header("Content-Type", "application/json").body(overloaded));
        }
        assertEquals(529, gateway.post("/v1/messages", ASKED).statusCode());
        var chat = gateway.post("/v1/chat/completions",
                "{\"model\":\"claude-x\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
        assertEquals(503, chat.statusCode());
        assertEquals(Fault.OVERLOADED, gateway.entry(2).attempts().getFirst().fault().orElseThrow());
    }

    @Test
    void halfASurrogatePairCrossesToAnotherProtocol() throws InterruptedException {
        upstream.next("/v1/messages", Script.reply(200).header("Content-Type", "application/json")
                .body(ANSWER.replace("Yes", "Yes \\ud83d")));
        var reply = gateway.post("/v1/chat/completions",
                "{\"model\":\"claude-x\",\"messages\":[{\"role\":\"user\",\"content\":\"\\ud83d Hi\"}]}");
        assertEquals(200, reply.statusCode(), reply.body());
        assertTrue(reply.body().toLowerCase(Locale.ROOT).contains("yes \\ud83d"), reply.body());
        assertTrue(upstream.take().text().toLowerCase(Locale.ROOT).contains("\\ud83d hi"));
    }

    @Test
    void refusalsHaveTheClassesOfAnthropicsOwnSdk() {
        var wrong = client("tg-wrong");
        assertThrows(UnauthorizedException.class, () -> wrong.messages().create(message("c")));
        wrong.close();
        var unknown = assertThrows(NotFoundException.class, () -> client.messages().create(message("nothing")));
        assertTrue(String.valueOf(unknown.getMessage()).contains("not_found_error"), unknown.getMessage());
    }

    @Test
    void whatCannotBeCarriedOverIsRefusedByNameOrServedByTheNextTarget() {
        var hosted = ASKED.replace("claude-x", "c").replace("\"max_tokens\"",
                "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}],\"max_tokens\"");
        var reply = gateway.post("/v1/messages", hosted);
        assertEquals(400, reply.statusCode());
        assertTrue(reply.body().contains("tools[0]"), reply.body());
        assertTrue(reply.body().contains("\"invalid_request_error\""), reply.body());
        assertEquals(Fault.BAD_REQUEST, gateway.entry(1).attempts().getFirst().fault().orElseThrow());

        upstream.next("/v1/messages", Script.reply(200).header("Content-Type", "application/json").body(ANSWER));
        assertEquals(ANSWER, gateway.post("/v1/messages", hosted.replace("\"c\"", "\"two\"")).body());
        assertEquals("old/m", gateway.entry(2).served().fellBackFrom().orElseThrow());
    }

    @Test
    void whatIsLeftOutIsNamedInTheRow() {
        upstream.next("/v1/chat/completions", Script.reply(200).header("Content-Type", "application/json").body("""
                {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":
                {"role":"assistant","content":"Yes"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,
                "completion_tokens":1,"total_tokens":4}}"""));
        var reply = gateway.post("/v1/messages",
                ASKED.replace("claude-x", "c").replace("\"max_tokens\"", "\"top_k\":5,\"max_tokens\""));
        assertEquals(200, reply.statusCode(), reply.body());
        var detail = gateway.entry(1).attempts().getFirst().detail().orElseThrow();
        assertTrue(detail.contains("sent as chat") && detail.contains("top_k") && detail.contains("new_field"), detail);
        assertTrue(gateway.entry(1).decision().getFirst().reason().contains("top_k"));
    }

    @Test
    void aStrictRouteLeavesNothingOut() {
        var reply = gateway.post("/v1/messages",
                ASKED.replace("claude-x", "exact").replace("\"max_tokens\"", "\"top_k\":5,\"max_tokens\""));
        assertEquals(400, reply.statusCode(), reply.body());
        assertTrue(reply.body().contains("strict") && reply.body().contains("top_k"), reply.body());
        assertEquals(0, upstream.requests().size());
    }

    @Test
    void aProvidersErrorComesInTheClientsShape() {
        upstream.next("/v1/chat/completions", Script.reply(400).header("Content-Type", "application/json").body("""
                {"error":{"message":"too long","type":"invalid_request_error","param":"messages",
                "code":"context_length_exceeded"}}"""));
        var thrown = assertThrows(BadRequestException.class, () -> client.messages().create(message("c")));
        assertTrue(String.valueOf(thrown.getMessage()).contains("too long"), thrown.getMessage());
        assertEquals(Fault.CONTEXT_LENGTH, gateway.entry(1).attempts().getFirst().fault().orElseThrow());
    }

    @Test
    void aStreamWithoutItsLastEventIsCutAndSaysSo() {
        upstream.next("/v1/messages",
                Script.stream()
                        .chunk("""
                                event: message_start
                                data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"x","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}}

                                event: content_block_start
                                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                                event: content_block_delta
                                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Half of"}}

                                """
                                .getBytes(StandardCharsets.UTF_8))
                        .end());
        var text = new StringBuilder();
        var thrown = assertThrows(AnthropicException.class, () -> {
            try (var stream = client.messages().createStreaming(message("claude-x"))) {
                stream.stream().forEach(event -> event.contentBlockDelta()
                        .flatMap(delta -> delta.delta().text()).ifPresent(piece -> text.append(piece.text())));
            }
        });
        assertEquals("Half of", text.toString());
        assertTrue(String.valueOf(thrown.getMessage()).contains("before it was complete"), thrown.getMessage());
        assertEquals(Outcome.FAILED, gateway.entry(1).result().outcome());
    }

    @Test
    void geminisStreamComesAsAnArrayUnlessEventsAreAskedFor() {
        var chunk = "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Yes\"}]}%s}]}";
        var first = chunk.formatted("");
        var last = chunk.formatted(",\"finishReason\":\"STOP\"");
        var events = "data: " + first + "\r\n\r\ndata: " + last + "\r\n\r\n";
        var asked = "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}";
        for (int i = 0; i < 2; i++) {
            upstream.next("/v1beta/models/gemini-y:streamGenerateContent", Script.stream().chunk(events).end());
        }
        var array = gateway.post("/v1beta/models/g:streamGenerateContent", asked);
        assertEquals("[" + first + ",\r\n" + last + "]", array.body());
        assertTrue(array.headers().firstValue("content-type").orElse("").startsWith("application/json"));
        assertEquals(events, gateway.post("/v1beta/models/g:streamGenerateContent?alt=sse", asked).body());
    }

    @Test
    void limitsAreToldInAnthropicsNamesToo(@TempDir Path other) {
        try (var limited = TestGateway.open(other, """
                providers: { sim: { base_url: "http://simulated.localhost/v1", endpoints: [chat] } }
                routes: { s: { targets: [{ provider: sim, model: sim-small }] } }
                keys: [{ name: app, secret: "literal:%s", limits: { rpm: 1 } }]
                """.formatted(TestGateway.KEY))) {
            var asked = ASKED.replace("claude-x", "s");
            var served = limited.post("/v1/messages", asked).headers();
            assertEquals("1", served.firstValue("anthropic-ratelimit-requests-limit").orElseThrow());
            assertEquals("0", served.firstValue("anthropic-ratelimit-requests-remaining").orElseThrow());
            var refused = limited.post("/v1/messages", asked);
            assertEquals(429, refused.statusCode());
            assertTrue(refused.body().contains("rate_limit_error"), refused.body());
            var reset = Instant.parse(refused.headers().firstValue("anthropic-ratelimit-requests-reset").orElseThrow());
            assertTrue(reset.isAfter(Instant.now().minusSeconds(5)) && reset.isBefore(Instant.now().plusSeconds(120)));
        }
    }

    @Test
    void modelsAndTokenCountsAreAnsweredHere() {
        assertTrue(client.models().list().data().stream().anyMatch(m -> m.id().equals("c")));
        assertEquals("c", client.models().retrieve("c").id());
        var counted = client.messages().countTokens(MessageCountTokensParams.builder().model("c")
                .addUserMessage("How many tokens are in this sentence, more or less?").build());
        assertTrue(counted.inputTokens() > 8 && counted.inputTokens() < 60, () -> "counted " + counted.inputTokens());
        var gemini = get("/v1beta/models");
        assertTrue(gemini.body().startsWith("{\"models\":[{\"name\":\"models/"), gemini.body());
        assertEquals(0, gateway.entry(1).cost().picos(), "counting is never billed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/v1/messages/nothing|{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\"",
            "/v1beta/nothing|{\"error\":{\"code\":404,", "/v1/responses/resp_1|{\"error\":{\"message\":"})
    void whatIsNotThereIsAnErrorInTheShapeOfItsPath(String path, String beginning) {
        var reply = get(path);
        assertEquals(404, reply.statusCode());
        assertTrue(reply.body().startsWith(beginning), reply.body());
    }

    private HttpResponse<String> get(String path) {
        return gateway.send(HttpRequest.newBuilder(URI.create(gateway.url(path)))
                .header("Authorization", "Bearer " + TestGateway.KEY).build());
    }
}
