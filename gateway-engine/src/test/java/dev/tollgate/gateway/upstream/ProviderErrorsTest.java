package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Word;
import dev.tollgate.gateway.testing.Schemas;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.Shared;
import dev.tollgate.gateway.testing.TestGateway;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import tools.jackson.databind.json.JsonMapper;

/// What each kind of error of each dialect means, what is done about it, and what a client of each protocol gets to see.
@Timeout(30)
class ProviderErrorsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> ASKED = Map.of(
            "/v1/chat/completions", "{\"model\":\"$\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            "/v1/responses", "{\"model\":\"$\",\"input\":\"Hi\"}",
            "/v1/messages", "{\"model\":\"$\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            "/v1beta/models/$:generateContent", "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}");
    private static final Map<String, String> SCHEMAS_OF = Map.of("/v1/chat/completions", "openai-error",
            "/v1/responses", "openai-error", "/v1/messages", "anthropic-error", "/v1beta/models/$:generateContent",
            "gemini-error");
    private static final Map<String, String> UPSTREAM = Map.of("openai", "/v1/chat/completions", "anthropic",
            "/v1/messages", "gemini", "/v1beta/models/$:generateContent");

    @TempDir
    static Path folder;
    private static ScriptedUpstream upstream;
    private static TestGateway gateway;
    private static int asked;
    private final Schemas schemas = new Schemas();

    @BeforeAll
    static void open() {
        upstream = ScriptedUpstream.start();
        var stem = upstream.baseUrl().replace("/v1", "");
        gateway = TestGateway.open(folder, """
                providers:
                  openai: { dialect: openai, base_url: "%1$s/v1", endpoints: [chat] }
                  anthropic: { dialect: anthropic, base_url: "%1$s" }
                  gemini: { dialect: gemini, base_url: "%1$s" }
                routes:
                  "openai-*": { retries: { attempts: 0 }, targets: [{ provider: openai, model: "*" }] }
                  "anthropic-*": { retries: { attempts: 0 }, targets: [{ provider: anthropic, model: "*" }] }
                  "gemini-*": { retries: { attempts: 0 }, targets: [{ provider: gemini, model: "*" }] }
                """.formatted(stem));
    }

    @AfterAll
    static void close() {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest(name = "{0} {2}: {1}")
    @CsvFileSource(resources = "provider-errors.tsv", delimiter = '\t', quoteCharacter = '`', numLinesToSkip = 1)
    void hasItsFaultAndItsRemedy(String dialect, String what, int status, String body, String fault, String again,
            String next, int seen) {
        var failure = failure(Word.parse(Dialect.class, dialect).orElseThrow(), status, body);
        assertEquals(fault, failure.fault().word());
        assertEquals(again.equals("yes"), failure.sameTargetAgain(), "same target again");
        assertEquals(next.equals("yes"), failure.nextTarget(), "next target");
        assertEquals(seen, failure.clientStatus(), "what a client of chat sees");
        assertTrue(failure.message().startsWith("acme answered "), failure.message());
    }

    private static Failure failure(Dialect dialect, int status, String body) {
        var bytes = body.equals("-") ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        var type = body.startsWith("<") ? "text/html" : "application/json";
        var opening = new Upstream(new Canned(4096, new Canned.Answer(status, type, bytes)), Time.system(), "via")
                .open(Calls.call(Calls.chat(false), "https://acme.example/v1", dialect));
        return assertInstanceOf(Opening.Failed.class, opening).failure();
    }

    @ParameterizedTest(name = "{0} {2}: {1}")
    @CsvFileSource(resources = "provider-errors.tsv", delimiter = '\t', quoteCharacter = '`', numLinesToSkip = 1)
    void isToldToEachClientInItsOwnShape(String dialect, String what, int status, String body, String fault,
            String again, String next, int seen, int seenByMessages) {
        for (var path : ASKED.keySet()) {
            var model = dialect + "-" + asked++; // each call a target of its own: one that failed would rest
            upstream.next(UPSTREAM.getOrDefault(dialect, "").replace("$", model), script(status, body));
            var reply = ask(path, model);
            assertEquals(path.equals("/v1/messages") ? seenByMessages : seen, reply.statusCode(), reply.body());
            var error = JSON.readTree(reply.body());
            assertEquals(List.of(), schemas.faults(SCHEMAS_OF.getOrDefault(path, ""), error), reply.body());
            assertEquals(fault, entry(reply).attempts().getFirst().fault().orElseThrow().word());
        }
    }

    private static Script script(int status, String body) {
        return body.startsWith("<")
                ? Script.reply(status).header("Content-Type", "text/html").body(body)
                : Script.json(status, body.equals("-") ? "" : body);
    }

    private static HttpResponse<String> ask(String path, String route) {
        return gateway.post(path.replace("$", route), ASKED.getOrDefault(path, "").replace("$", route));
    }

    private static Entry entry(HttpResponse<String> reply) {
        var id = reply.headers().firstValue("x-tollgate-request-id").orElseThrow();
        return TestGateway.await(() -> gateway.gateway().queries().entry(id)
                .filter(e -> e.ended().isPresent()).orElse(null));
    }

    @Test
    void recordingsAreThere() {
        assumeFalse(Recorded.all().isEmpty(), Shared.NO_RECORDINGS);
        assertEquals(recordedErrors().size(), Recorded.all().stream().filter(r -> r.status() >= 400).count(),
                "each recorded error of these protocols has its row");
    }

    private static List<String> recordedErrors() {
        try (var in = ProviderErrorsTest.class.getResourceAsStream("recorded-errors.tsv")) {
            return in == null
                    ? List.of()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "recorded-errors.tsv", delimiter = '\t', quoteCharacter = '`', numLinesToSkip = 1)
    void recordedOnesAreJudgedAlike(String name, String fault, String again, String next, int seen) {
        var found = Recorded.all().stream().filter(r -> r.name().equals(name)).findFirst();
        assumeTrue(found.isPresent(), Shared.NO_RECORDINGS);
        var recorded = found.orElseThrow();
        var failure =
                failure(recorded.dialect(), recorded.status(), new String(recorded.body(), StandardCharsets.UTF_8));
        assertEquals(List.of(fault, again.equals("yes"), next.equals("yes"), seen), List.of(failure.fault().word(),
                failure.sameTargetAgain(), failure.nextTarget(), failure.clientStatus()), failure.message());
    }
}
