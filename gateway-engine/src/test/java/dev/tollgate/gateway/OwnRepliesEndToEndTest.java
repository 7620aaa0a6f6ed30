package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tollgate.gateway.testing.Schemas;
import dev.tollgate.gateway.testing.TestGateway;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the gateway says of its own accord is what the protocol of the path describes, and nothing else: refusals of
/// every step, models, counts; and what the simulated provider says.
@Timeout(60)
class OwnRepliesEndToEndTest {
    private static final Map<String, String> ERRORS = Map.of("/v1/chat/completions", "openai-error",
            "/v1/completions", "openai-error", "/v1/embeddings", "openai-error", "/v1/responses", "openai-error",
            "/v1/messages", "anthropic-error", "/v1beta/models/m:generateContent", "gemini-error");
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final Map<String, String> ASKED = Map.of(
            "/v1/chat/completions", "{\"model\":\"m\",\"max_tokens\":99," + MESSAGES,
            "/v1/completions", "{\"model\":\"m\",\"max_tokens\":99,\"prompt\":\"Hi\"}",
            "/v1/embeddings", "{\"model\":\"m\",\"input\":\"Hi\"}",
            "/v1/responses", "{\"model\":\"m\",\"max_output_tokens\":99,\"input\":\"Hi\"}",
            "/v1/messages", "{\"model\":\"m\",\"max_tokens\":99," + MESSAGES,
            "/v1beta/models/m:generateContent",
            "{\"generationConfig\":{\"maxOutputTokens\":99},\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}");

    @TempDir
    Path folder;
    private TestGateway gateway;
    private final Schemas schemas = new Schemas();

    @BeforeEach
    void open() {
        gateway = TestGateway.open(folder,
                """
                        providers:
                          chat: { dialect: openai, base_url: "http://simulated.localhost/v1", endpoints: [chat, completions, embeddings] }
                        routes:
                          m: { retries: { attempts: 0 }, targets: [{ provider: chat, model: sim-large }] }
                          "odd/na:me": { targets: [{ provider: chat, model: sim-large }] }
                          vectors: { targets: [{ provider: chat, model: sim-embed }] }
                        keys:
                          - { name: app, secret: "literal:%1$s" }
                          - { name: narrow, secret: "literal:%1$s-narrow", routes: [vectors] }
                          - { name: slow, secret: "literal:%1$s-slow", limits: { rpm: 1 } }
                          - { name: small, secret: "literal:%1$s-small", limits: { max_output_tokens: 5, max_input_tokens: 1 } }
                          - { name: poor, secret: "literal:%1$s-poor" }
                        budgets: [{ name: none, scope: { key: poor }, window: day, requests: 1 }]
                        listen: { max_body: 20kB }
                        """
                        .formatted(TestGateway.KEY));
        gateway.gateway().simulated().control().speed(10_000);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private HttpResponse<String> call(String method, String path, String body, String... head) {
        var request = HttpRequest.newBuilder(URI.create(gateway.url(path)))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return gateway.send((head.length == 0 ? request : request.headers(head)).build());
    }

    private HttpResponse<String> as(String key, String path, String body, String... more) {
        var head = new String[more.length + 2];
        head[0] = "Authorization";
        head[1] = "Bearer " + TestGateway.KEY + key;
        System.arraycopy(more, 0, head, 2, more.length);
        return call("POST", path, body, head);
    }

    private static String asked(String path) {
        return Objects.requireNonNull(ASKED.get(path));
    }

    private void fits(String schema, String reply) {
        assertEquals(List.of(), schemas.ownFaults(schema, reply), reply);
    }

    private void refused(int status, String path, HttpResponse<String> reply) {
        assertEquals(status, reply.statusCode(), reply.body());
        fits(Objects.requireNonNull(ERRORS.get(path)), reply.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/v1/responses",
            "/v1/messages", "/v1beta/models/m:generateContent"})
    void everyStepRefusesInTheProtocolOfThePath(String path) {
        var asked = asked(path);
        refused(401, path, as("-unknown", path, asked));
        refused(401, path, call("POST", path, asked));
        refused(400, path, as("", path, "{"));
        refused(400, path, as("", path, "[]"));
        refused(403, path, as("-narrow", path, asked));
        refused(404, path, as("", path.replace("/m:", "/nothing:"),
                asked.replace("\"m\"", "\"nothing\"")));
        refused(405, path, call("DELETE", path, "", "Authorization", "Bearer " + TestGateway.KEY));
        refused(413, path, as("", path, asked.replace("Hi", "x".repeat(21_000))));
        refused(415, path, as("", path, asked, "Content-Encoding", "rot13"));
        refused(403, path, as("", path, asked, "Origin", "https://evil.example"));
        refused(400, path, as("-small", path, asked.replace("Hi", "Hi there, you")));
        as("-slow", path, asked);
        refused(429, path, as("-slow", path, asked));
        as("-poor", path, asked);
        refused(429, path, as("-poor", path, asked));
        assertEquals(200, gateway.admin("POST", "keys/app/pause", "").statusCode());
        refused(403, path, as("", path, asked));
    }

    @Test
    void modelsComeInThreeShapes() {
        var key = "Bearer " + TestGateway.KEY;
        var version = new String[] {"Authorization", key, "anthropic-version", "2023-06-01"};
        fits("openai-models", call("GET", "/v1/models", "", "Authorization", key).body());
        fits("openai-model", call("GET", "/v1/models/odd/na:me", "", "Authorization", key).body());
        fits("anthropic-models", call("GET", "/v1/models", "", version).body());
        fits("anthropic-model", call("GET", "/v1/models/m", "", version).body());
        fits("gemini-models", call("GET", "/v1beta/models", "", "Authorization", key).body());
        fits("gemini-model", call("GET", "/v1beta/models/m", "", "Authorization", key).body());
        fits("openai-error", call("GET", "/v1/models/none", "", "Authorization", key).body());
        fits("gemini-error", call("GET", "/v1beta/models/none", "", "Authorization", key).body());
    }

    @Test
    void countsVectorsAndCompletionsFit() {
        fits("anthropic-count", as("", "/v1/messages/count_tokens", asked("/v1/messages")).body());
        fits("anthropic-error", as("", "/v1/messages/count_tokens", "{").body());
        var vectors = asked("/v1/embeddings").replace("\"m\"", "\"vectors\"");
        fits("openai-embeddings", as("", "/v1/embeddings", vectors).body());
        fits("openai-embeddings", as("", "/v1/embeddings", "{\"encoding_format\":\"base64\"," + vectors.substring(1))
                .body());
        var completion = asked("/v1/completions");
        fits("openai-completion", as("", "/v1/completions", completion).body());
        fit("openai-completion", as("", "/v1/completions", "{\"stream\":true," + completion.substring(1)).body());
    }

    private void fit(String schema, String stream) {
        var events = Schemas.events(stream);
        assertFalse(events.isEmpty(), stream);
        events.forEach(each -> assertEquals(List.of(), schemas.ownFaults(schema, each), each::toString));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "/v1/chat/completions|openai-chat|openai-chunk|[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}]",
            "/v1/responses|openai-response|openai-response-event|[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}]",
            "/v1/messages|anthropic-message|anthropic-event|[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}]",
            "/v1beta/models/m:generateContent|gemini-answer|gemini-answer|[{\"functionDeclarations\":[{\"name\":\"f\"}]}]"})
    void answersFitWholeAndStreamedWithAndWithoutATool(String path, String whole, String event, String tool) {
        var streamed = path.replace(":generateContent", ":streamGenerateContent?alt=sse");
        for (var more : List.of("", "\"tools\":" + tool + ",")) {
            var asked = "{" + more + asked(path).substring(1);
            fits(whole, as("", path, asked).body());
            var stream = streamed.equals(path) ? "{\"stream\":true," + asked.substring(1) : asked;
            fit(event, as("", streamed, stream).body());
        }
    }
}
