package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.Shared;
import dev.tollgate.gateway.testing.TestGateway;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Recorded replies of real providers through the whole gateway: socket to socket, down to the ledger's row.
class RecordedEndToEndTest {
    /// They count reasoning beside the output, which is told by their address; a loopback address tells nothing.
    private static final Set<String> KNOWN_BY_ADDRESS = Set.of("xai", "vercel-gateway", "mistral");

    @TempDir
    static Path folder;
    private static ScriptedUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void open() {
        upstream = ScriptedUpstream.start();
        gateway = TestGateway.open(folder,
                """
                        providers:
                          rec: { dialect: openai, base_url: "%1$s", credentials: ["literal:upstream-secret"], models: [m] }
                          ant: { dialect: anthropic, base_url: "%2$s", credentials: ["literal:upstream-secret"] }
                          gem: { dialect: gemini, base_url: "%2$s", credentials: ["literal:upstream-secret"] }
                        routes:
                          m: { retries: { attempts: 0 }, health: { failures: 1000000 }, targets: [{ provider: rec, model: up }] }
                          messages: { retries: { attempts: 0 }, health: { failures: 1000000 }, targets: [{ provider: ant, model: up }] }
                          generate: { retries: { attempts: 0 }, health: { failures: 1000000 }, targets: [{ provider: gem, model: up }] }
                        prices:
                          - { provider: ant, model: up, from: 2020-01-01, input: 1, output: 1 }
                          - { provider: gem, model: up, from: 2020-01-01, input: 1, output: 1 }
                          - { provider: rec, model: up, from: 2020-01-01, input: 1, output: 1 }
                        """
                        .formatted(upstream.baseUrl(), upstream.baseUrl().replace("/v1", "")));
    }

    @AfterAll
    static void close() {
        gateway.close();
        upstream.close();
    }

    static Stream<Recorded> whole() {
        return RecordedRepliesTest.whole();
    }

    static Stream<Recorded> streams() {
        return RecordedRepliesTest.streams();
    }

    @Test
    void recordingsAreThere() {
        assumeFalse(Recorded.all().isEmpty(), Shared.NO_RECORDINGS);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("whole")
    void wholeAnswersPassUnchangedAndAreCounted(Recorded recorded) throws InterruptedException {
        upstream.next(there(recorded), Script.reply(200).header("Content-Type", "application/json")
                .body(recorded.body()));
        var reply = call(recorded, "");
        assertEquals(new String(recorded.body(), StandardCharsets.UTF_8), reply.body());
        assertEquals(sent(recorded, ""), upstream.take().text());
        check(recorded, reply);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("streams")
    void streamsPassByteForByteAndAreCounted(Recorded recorded) throws InterruptedException {
        var options = ",\"stream\":true" + (recorded.endpoint().protocol() == Protocol.CHAT
                ? ",\"stream_options\":{\"include_usage\":true}"
                : "");
        upstream.next(there(recorded), Script.stream().chunk(recorded.body()).end());
        var reply = call(recorded, options);
        var body = new String(recorded.body(), StandardCharsets.UTF_8);
        assertEquals(RecordedRepliesTest.whole(recorded, body), reply.body());
        assertEquals(sent(recorded, options), upstream.take().text());
        check(recorded, reply);
    }

    private static String path(Recorded recorded) {
        return switch (recorded.endpoint()) {
            case CHAT, CONVERSE, OLLAMA_CHAT, IMAGES, AUDIO, MODERATIONS, RERANK, FILES, BATCHES, COUNT_TOKENS ->
                "/v1/chat/completions";
            case COMPLETIONS -> "/v1/completions";
            case EMBEDDINGS -> "/v1/embeddings";
            case RESPONSES -> "/v1/responses";
            case MESSAGES -> "/v1/messages";
            case GENERATE -> "/v1beta/models/" + model(recorded) + ":"
                    + (recorded.stream() ? "streamGenerateContent" : "generateContent");
        };
    }

    /// What is asked is a route of the same name.
    private static String model(Recorded recorded) {
        return switch (recorded.endpoint()) {
            case CHAT, COMPLETIONS, EMBEDDINGS, RESPONSES, CONVERSE, OLLAMA_CHAT, IMAGES, AUDIO, MODERATIONS, RERANK,
                    FILES, BATCHES, COUNT_TOKENS ->
                "m";
            case MESSAGES -> "messages";
            case GENERATE -> "generate";
        };
    }

    private static String there(Recorded recorded) {
        return path(recorded).replace("/generate:", "/up:");
    }

    private static HttpResponse<String> call(Recorded recorded, String options) {
        return gateway.post(path(recorded) + (recorded.stream() ? "?alt=sse" : ""), asked(recorded, options));
    }

    private static String asked(Recorded recorded, String options) {
        return "{ \"model\":\"" + model(recorded) + "\", " + recorded.asked(options) + ",\"x\" : 1.0e-9}";
    }

    private static String sent(Recorded recorded, String options) {
        var body = asked(recorded, options);
        return recorded.endpoint() == Endpoint.GENERATE
                ? body
                : body.replace("\"" + model(recorded) + "\", ", "\"up\", ");
    }

    private static void check(Recorded recorded, HttpResponse<String> reply) {
        var id = reply.headers().firstValue("x-tollgate-request-id").orElseThrow();
        var entry = TestGateway.await(() -> gateway.gateway().queries().entry(id)
                .filter(e -> e.ended().isPresent()).orElse(null));
        assertEquals(Outcome.SUCCESS, entry.result().outcome());
        var stated = recorded.usage();
        long in = stated.getOrDefault("in", 0L);
        if (in > 0 && recorded.endpoint().protocol() == Protocol.CHAT
                && !KNOWN_BY_ADDRESS.contains(recorded.provider())) {
            assertEquals(UsageSource.REPORTED, entry.usage().source());
            assertEquals(in, entry.usage().get(Unit.INPUT));
            assertEquals(stated.getOrDefault("out", 0L), entry.usage().get(Unit.OUTPUT));
        }
    }
}
