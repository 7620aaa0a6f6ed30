package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Azure OpenAI behind the door: both surfaces, its header, its filters and how it asks to wait. The resource's host is
/// reached through a proxy, which is the scripted upstream.
class AzureEndToEndTest {
    private static final String HOST = "http://mine.openai.azure.com";
    private static final String OLD = HOST + "/openai/deployments/my-gpt";
    private static final String ASKED = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]%s}";
    private static final String ANSWER =
            """
                    {"id":"c1","object":"chat.completion","model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"finish_reason":"stop",
                    "content_filter_results":{},"message":{"role":"assistant","content":"Yes"}}],
                    "prompt_filter_results":[{"prompt_index":0}],"usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6}}""";
    private static final String FILTERS =
            "{\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\",\"prompt_filter_results\":[{\"prompt_index\":0}]}";

    @TempDir
    Path folder;
    private ScriptedUpstream upstream;
    private TestGateway gateway;

    @BeforeEach
    void open() {
        upstream = ScriptedUpstream.start();
        gateway = TestGateway.open(folder, """
                network: { proxy: "http://127.0.0.1:%d" }
                providers:
                  one: { base_url: "%2$s/openai/v1", credentials: ["literal:azure-key"] }
                  two: { base_url: "%2$s", api_version: 2024-10-21, credentials: ["literal:azure-key"] }
                  far: { base_url: "http://elsewhere.example/v1", credentials: ["literal:sk-far"] }
                routes:
                  new: { retries: { attempts: 0 }, targets: [{ provider: one, model: gpt-4o-mini }] }
                  old: { retries: { attempts: 0 }, targets: [{ provider: two, model: my-gpt }] }
                  both: { retries: { attempts: 0 }, targets: [{ provider: two, model: my-gpt },
                    { provider: far, model: m }] }
                """.formatted(upstream.port(), HOST));
    }

    @AfterEach
    void close() {
        gateway.close();
        upstream.close();
    }

    private static Script json(int status, String body) {
        return Script.reply(status).header("Content-Type", "application/json").header("apim-request-id", "apim-1")
                .header("x-request-id", "r-1").body(body);
    }

    @Test
    void theSurfaceThatIsLikeOpenAisGetsItsKeyInItsOwnHeader() throws InterruptedException {
        upstream.next(HOST + "/openai/v1/chat/completions", json(200, ANSWER));
        var reply = gateway.post("/v1/chat/completions", ASKED.formatted("new", ""));
        assertEquals(ANSWER, reply.body());
        assertEquals(Optional.of("apim-1"), reply.headers().firstValue("x-upstream-request-id"));
        var sent = upstream.take();
        assertEquals(Optional.of("azure-key"), sent.header("api-key"));
        assertEquals(Optional.empty(), sent.header("authorization"));
        assertEquals(HOST + "/openai/v1/chat/completions", sent.target());
        assertEquals(6, gateway.entry(1).usage().get(Unit.INPUT) + gateway.entry(1).usage().get(Unit.OUTPUT));
    }

    @Test
    void theOlderOneNamesTheDeploymentInThePathAndTheVersionInTheQuery() throws InterruptedException {
        upstream.next(OLD + "/chat/completions", json(200, ANSWER));
        upstream.next(OLD + "/embeddings",
                json(200, "{\"object\":\"list\",\"data\":[],\"usage\":{\"prompt_tokens\":1}}"));
        upstream.next(HOST + "/openai/responses", json(200,
                "{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\",\"output\":[],\"usage\":{\"input_tokens\":1,"
                        + "\"output_tokens\":1}}"));
        assertEquals(200, gateway.post("/v1/chat/completions", ASKED.formatted("old", "")).statusCode());
        assertEquals(200, gateway.post("/v1/embeddings", "{\"model\":\"old\",\"input\":\"Hi\"}").statusCode());
        assertEquals(200, gateway.post("/v1/responses", "{\"model\":\"old\",\"input\":\"Hi\"}").statusCode());
        for (var path : List.of(OLD + "/chat/completions", OLD + "/embeddings", HOST + "/openai/responses")) {
            var sent = upstream.take();
            assertEquals(path + "?api-version=2024-10-21", sent.target());
            assertEquals(Optional.of("azure-key"), sent.header("api-key"));
            assertTrue(sent.text().contains("\"model\":\"my-gpt\""), sent.text());
        }
    }

    @Test
    void aPromptThatItsFilterCaughtIsThatFaultAndItsWordsPass() {
        var body =
                "{\"error\":{\"message\":\"Filtered.\",\"type\":null,\"param\":\"prompt\",\"code\":null,\"status\":400,"
                        + "\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\",\"content_filter_result\":{}}}}";
        upstream.next(OLD + "/chat/completions", json(400, body));
        var reply = gateway.post("/v1/chat/completions", ASKED.formatted("both", ""));
        assertEquals(400, reply.statusCode());
        assertEquals(body, reply.body());
        assertEquals(Optional.of(Fault.CONTENT_FILTER), gateway.entry(1).attempts().getFirst().fault());
        assertEquals(1, upstream.requests().size());
    }

    @Test
    void whoIsToldToWaitPassesTheWaitOn() {
        upstream.next(OLD + "/chat/completions", Script.reply(429).header("Content-Type", "application/json")
                .header("x-ms-retry-after-ms", "41500")
                .body("{\"error\":{\"code\":\"429\",\"message\":\"Requests have exceeded the call rate limit.\"}}"));
        var reply = gateway.post("/v1/chat/completions", ASKED.formatted("old", ""));
        assertEquals(429, reply.statusCode());
        assertEquals(Optional.of("42"), reply.headers().firstValue("retry-after"));
        assertEquals(Optional.of(Fault.RATE_LIMITED), gateway.entry(1).attempts().getFirst().fault());
    }

    @Test
    void whatItsFiltersSayFirstPassesAndIsNoContent() {
        upstream.next(OLD + "/chat/completions", Script.stream().event(FILTERS)
                .event("{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}")
                .event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Yes\"},\"content_filter_results\":{}}]}")
                .event("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}")
                .event("[DONE]").end());
        var reply = gateway.post("/v1/chat/completions", ASKED.formatted("old", ",\"stream\":true"));
        assertTrue(reply.body().startsWith("data: " + FILTERS + "\n\n"), reply.body());
        assertTrue(reply.body().endsWith("data: [DONE]\n\n"), reply.body());
    }

    @Test
    void aStreamThatSaysNoMoreThanItsFiltersFallsToTheNextTarget() {
        upstream.next(OLD + "/chat/completions", Script.stream().event(FILTERS).cut());
        upstream.next("http://elsewhere.example/v1/chat/completions", Script.stream()
                .event("{\"choices\":[{\"delta\":{\"content\":\"Yes\"},\"finish_reason\":\"stop\"}]}").event("[DONE]")
                .end());
        var reply = gateway.post("/v1/chat/completions", ASKED.formatted("both", ",\"stream\":true"));
        assertTrue(reply.body().contains("Yes") && !reply.body().contains("prompt_filter_results"), reply.body());
        assertEquals(2, gateway.entry(1).attempts().size());
    }

    @Test
    void aRecordedStreamIsMeteredAsItStates() throws IOException {
        var recorded = recorded();
        assumeTrue(recorded.isPresent(), "no recordings: ../shared/fixtures is not there");
        var body = Files.readString(recorded.orElseThrow());
        upstream.next(OLD + "/chat/completions", Script.stream().chunk(body).end());
        var reply = gateway.post("/v1/chat/completions",
                ASKED.formatted("old", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"));
        assertEquals(body, reply.body());
        assertFalse(gateway.entry(1).usage().get(Unit.REASONING) == 0);
    }

    private static Optional<Path> recorded() {
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            var found = at.resolve("shared/fixtures/azure/chat")
                    .resolve("fantasy-TestAzureCommon-azure-o4-mini-tool_streaming-0/response.body");
            if (Files.exists(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
