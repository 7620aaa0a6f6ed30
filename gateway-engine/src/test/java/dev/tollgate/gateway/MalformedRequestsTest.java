package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.testing.Schemas;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests that are wrong, each sent to a provider that speaks the client's protocol and to those that do not. The first
/// gets them byte for byte, since only it knows what it takes, unless the gateway itself must understand the field: the
/// model, caps, `n`, whether it streams. The others get what can be carried over; what cannot is refused by name. A
/// picture's URL is the affair of the provider that fetches it, wherever it leads: the gateway fetches nothing.
@Timeout(30)
class MalformedRequestsTest {
    private static final String DEEP = "[".repeat(1_200) + "]".repeat(1_200);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> PATHS = Map.of("chat", "/v1/chat/completions", "completions",
            "/v1/completions", "embeddings", "/v1/embeddings", "responses", "/v1/responses", "messages", "/v1/messages",
            "gemini", "/v1beta/models/$:generateContent");
    private static final List<String> PROVIDERS = List.of("chat", "responses", "messages", "gemini");
    private static final String ANSWERS =
            """
                    /v1/chat/completions|{"id":"c","object":"chat.completion","created":1,"model":"up","choices":[{"index":0,"message":{"role":"assistant","content":"x"},"finish_reason":"stop"}]}
                    /v1/completions|{"id":"c","object":"text_completion","created":1,"model":"up","choices":[{"index":0,"text":"x","finish_reason":"stop"}]}
                    /v1/embeddings|{"object":"list","model":"up","data":[{"object":"embedding","index":0,"embedding":[1]}],"usage":{"prompt_tokens":1,"total_tokens":1}}
                    /v1/responses|{"id":"r","object":"response","created_at":1,"status":"completed","model":"up","output":[{"type":"message","id":"m","role":"assistant","status":"completed","content":[{"type":"output_text","text":"x","annotations":[]}]}]}
                    /v1/messages|{"id":"m","type":"message","role":"assistant","model":"up","content":[{"type":"text","text":"x"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}
                    /v1beta/models/up:generateContent|{"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"x"}]},"finishReason":"STOP"}]}
                    """;

    @TempDir
    static Path folder;
    private static ScriptedUpstream upstream;
    private static TestGateway gateway;
    private final Schemas schemas = new Schemas();
    /// What the row of each request must say, by its id.
    private static final Map<String, Integer> ROWS = new HashMap<>();

    @BeforeAll
    static void open() {
        upstream = ScriptedUpstream.start();
        ANSWERS.lines().map(line -> line.split("\\|", 2))
                .forEach(answer -> upstream.always(answer[0], Script.json(200, answer[1])));
        var routes = new StringBuilder("routes:\n");
        PROVIDERS.forEach(name -> routes
                .append("""
                          %1$s: { retries: { attempts: 0 }, health: { failures: 1000000 }, targets: [{ provider: %1$s, model: up }] }
                        """
                        .formatted(name)));
        gateway = TestGateway.open(folder, """
                providers:
                  chat: { dialect: openai, base_url: "%1$s/v1", endpoints: [chat, completions, embeddings] }
                  responses: { dialect: openai, base_url: "%1$s/v1", endpoints: [responses] }
                  messages: { dialect: anthropic, base_url: "%1$s" }
                  gemini: { dialect: gemini, base_url: "%1$s" }
                """.formatted(upstream.baseUrl().replace("/v1", "")) + routes);
    }

    /// Whatever was wrong, each request has its row: refused by us without an attempt, or with what an attempt gave.
    @AfterAll
    static void close() {
        ROWS.forEach((id, status) -> {
            var entry = TestGateway.await(() -> gateway.gateway().queries().entry(id)
                    .filter(e -> e.ended().isPresent()).orElse(null));
            assertEquals(status, entry.result().status(), id);
            assertEquals(status == 200, entry.result().outcome() == Outcome.SUCCESS, id);
        });
        gateway.close();
        upstream.close();
    }

    /// @param body `$` stands for the model; `-` for nothing at all
    /// @param same what becomes of it at a provider of the client's protocol: `passes`, or a status, the protocol's
    ///     word for it and the field
    /// @param others the same for each other protocol; `-` where there is none, exceptions behind
    @ParameterizedTest(name = "{0}: {1}")
    @CsvFileSource(resources = "malformed-requests.tsv", delimiter = '\t', quoteCharacter = '`', numLinesToSkip = 1)
    void isRefusedByNameOrLeftToItsProvider(String client, String what, String body, String same, String others) {
        var text = body.equals("-") ? "" : body.replace("DEEP", DEEP);
        var own = PROVIDERS.contains(client) ? client : "chat";
        check(client, own, text, same);
        if (!others.equals("-")) {
            var expected = byProvider(others);
            PROVIDERS.stream().filter(name -> !name.equals(own)).forEach(
                    name -> check(client, name, text, expected.getOrDefault(name, expected.getOrDefault("", ""))));
        }
    }

    private static Map<String, String> byProvider(String others) {
        var expected = new HashMap<String, String>();
        for (var each : others.split("; ", -1)) {
            int colon = each.indexOf(": ");
            expected.put(colon < 0 ? "" : each.substring(0, colon), each.substring(colon < 0 ? 0 : colon + 2));
        }
        return expected;
    }

    private void check(String client, String provider, String body, String expected) {
        int before = upstream.requests().size();
        var path = Objects.requireNonNull(PATHS.get(client)).replace("$", provider);
        var reply = gateway.post(path, body.replace("\"$\"", "\"" + provider + "\""));
        ROWS.put(reply.headers().firstValue("x-tollgate-request-id").orElseThrow(), reply.statusCode());
        if (expected.equals("passes")) {
            assertEquals(200, reply.statusCode(), reply.body());
            assertEquals(before + 1, upstream.requests().size());
            if (client.equals(provider)) {
                assertEquals(body.replace("\"$\"", "\"up\""), upstream.requests().getLast().text());
            }
        } else {
            assertEquals(before, upstream.requests().size(), "nothing was sent");
            refused(client, reply, expected.split(" ", 3));
        }
    }

    private void refused(String client, HttpResponse<String> reply, String[] expected) {
        var error = JSON.readTree(reply.body());
        assertEquals(Integer.parseInt(expected[0]), reply.statusCode(), reply.body());
        assertEquals(List.of(), schemas.ownFaults(schema(client), error), reply.body());
        assertEquals(expected[1], word(client, error), reply.body());
        if (expected.length > 2) {
            assertTrue(names(client, error, expected[2]), reply.body());
        }
        var unfit = new ArrayList<>(List.of("Exception", "dev.tollgate", "null "));
        unfit.removeIf(text -> !reply.body().contains(text));
        assertEquals(List.of(), unfit, reply.body());
    }

    private static String schema(String client) {
        return switch (client) {
            case "messages" -> "anthropic-error";
            case "gemini" -> "gemini-error";
            default -> "openai-error";
        };
    }

    private static String word(String client, JsonNode error) {
        return error.path("error").path(switch (client) {
            case "messages" -> "type";
            case "gemini" -> "status";
            default -> "code";
        }).asString();
    }

    /// Only OpenAI has a place for the field; the others say it in words.
    private static boolean names(String client, JsonNode error, String field) {
        return schema(client).equals("openai-error")
                ? error.path("error").path("param").asString("").equals(field)
                : error.path("error").path("message").asString("").contains(field);
    }
}
