package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A provider that repeats the key it was sent, in every place it can: it reaches no client, no row, no log record and no
/// file of the home. Nor do the words of a base URL's login.
@Timeout(60)
class EchoedSecretsTest {
    /// Of no known provider's form, with what JSON writers like to escape.
    private static final String KEY = "Canary/7+Kq==";
    private static final String LOGIN = "user:CanaryLogin9";
    private static final String CHAT = "/v1/chat/completions";
    private static final String TEXT = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n";

    @TempDir
    Path folder;
    private final ScriptedUpstream upstream = ScriptedUpstream.start();
    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Handler listening = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(line.getMessage() + " " + line.getThrown() + " "
                    + (line.getParameters() == null ? "" : List.of(line.getParameters())));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private TestGateway gateway;

    @BeforeEach
    void open() {
        Logger.getLogger("").addHandler(listening);
        Logger.getLogger("dev.tollgate").setLevel(Level.ALL);
        gateway = TestGateway.open(folder, """
                providers:
                  echo: { dialect: openai, base_url: "%1$s", endpoints: [chat], credentials: ["literal:%2$s"] }
                routes:
                  "echo*": { retries: { attempts: 0 }, targets: [{ provider: echo, model: "*" }] }
                """.formatted(upstream.baseUrl(), KEY));
    }

    @AfterEach
    void close() {
        gateway.close();
        upstream.close();
        Logger.getLogger("").removeHandler(listening);
    }

    /// @param body `KEY` stands for the key, `ESCAPED` for the same as some JSON writers spell it
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "400 | application/json | {\"error\":{\"message\":\"bad key KEY\",\"type\":\"invalid_request_error\",\"code\":null}}",
            "400 | application/json | {\"error\":{\"message\":\"bad key ESCAPED\",\"type\":\"invalid_request_error\",\"code\":null}}",
            "400 | application/json | {\"error\":{\"message\":\"bad\",\"type\":\"KEY\",\"code\":\"KEY\",\"param\":\"KEY\"}}",
            "400 | application/json | {\"error\":{\"message\":\"bad\",\"type\":\"t\",\"more\":{\"ESCAPED\":[\"ESCAPED\"]}}}",
            "400 | application/json | {\"message\":\"bad key ESCAPED\",\"code\":\"KEY\"}",
            "400 | text/html | <html>Authorization: Bearer KEY</html>",
            "401 | application/json | {\"error\":{\"message\":\"wrong: Bearer KEY\",\"type\":\"ESCAPED\"}}",
            "404 | application/json | {\"error\":{\"message\":\"no model for KEY\",\"code\":\"model_not_found\"}}",
            "429 | application/json | {\"error\":{\"message\":\"slow, KEY\",\"code\":\"KEY\"}}",
            "500 | text/html | <h1>Bearer KEY</h1>",
            "500 | application/json | {\"error\":\"KEY\"}",
            "200 | application/json | {\"error\":{\"message\":\"KEY\",\"type\":\"ESCAPED\"}}",
            "200 | text/plain | KEY",
            "200 | text/html | <h1>KEY</h1>",
            "302 | text/plain | KEY"})
    void anErrorReplyTellsNobodyTheKey(int status, String type, String body) throws IOException {
        upstream.always(CHAT, Script.reply(status).header("Content-Type", type).header("X-Request-Id", KEY)
                .header("openai-processing-ms", KEY).header("x-ratelimit-limit-requests", KEY)
                .header("Location", "http://" + KEY + ".example/").header("Retry-After", KEY)
                .header("WWW-Authenticate", "Bearer " + KEY).body(keyed(body)));
        for (var path : ASKED.keySet()) {
            silent(ask(path, "echo" + path.length()));
        }
        nothingIsKept(ASKED.size());
    }

    private static final Map<String, String> ASKED = Map.of(
            CHAT, "{\"model\":\"$\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            "/v1/responses", "{\"model\":\"$\",\"input\":\"Hi\"}",
            "/v1/messages", "{\"model\":\"$\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"error\":{\"message\":\"KEY\",\"type\":\"KEY\",\"code\":\"KEY\"}}",
            "{\"error\":{\"message\":\"ESCAPED\",\"type\":\"server_error\"}}",
            "{\"error\":\"ESCAPED\"}", "oops KEY", "{\"choices\":[oops KEY]}"})
    void anErrorInsideAStreamTellsNobodyTheKeyHoweverItIsCut(String error) throws IOException {
        var whole = (TEXT + "data: " + keyed(error) + "\n\n").getBytes(StandardCharsets.UTF_8);
        for (int piece : new int[] {1, 7, whole.length}) {
            var script = Script.stream();
            for (int i = 0; i < whole.length; i += piece) {
                script.chunk(Arrays.copyOfRange(whole, i, Math.min(whole.length, i + piece)));
            }
            upstream.always(CHAT, script.end());
            for (var path : ASKED.keySet()) {
                var body = ASKED.getOrDefault(path, "").replace("$", "echo" + piece + "-" + path.length());
                var reply = gateway.stream(path, "{\"stream\":true," + body.substring(1));
                assertFalse(reply.whole(), reply.text());
                assertTrue(reply.text().contains("error") && reply.text().contains("Hi"), reply.text());
                silent("stream", reply.head() + reply.text());
            }
        }
        nothingIsKept(3 * ASKED.size());
    }

    @Test
    void aBaseUrlWithALoginIsRefusedAndTheLoginNotRepeated(@TempDir Path other) {
        var refusal = String.valueOf(assertThrows(IllegalStateException.class, () -> TestGateway.open(other, """
                providers: { login: { base_url: "https://%s@host.example/v1" } }
                """.formatted(LOGIN))).getMessage());
        assertTrue(refusal.contains("providers.login.base_url"), refusal);
        silent("refusal", refusal);
    }

    private static String keyed(String body) {
        return body.replace("KEY", KEY).replace("ESCAPED", KEY.replace("/", "\\/").replace("+", "\\u002B"));
    }

    private HttpResponse<String> ask(String path, String route) {
        return gateway.post(path, ASKED.getOrDefault(path, "").replace("$", route));
    }

    private static void silent(HttpResponse<String> reply) {
        silent("reply", reply.headers().map() + " " + reply.body());
    }

    private static void silent(String where, String text) {
        var plain = text.toLowerCase(Locale.ROOT).replace("\\/", "/").replace("\\u002b", "+");
        assertFalse(plain.contains(KEY.toLowerCase(Locale.ROOT)) || plain.contains("canarylogin"),
                () -> where + " holds a secret: " + text);
        assertFalse(plain.contains("/dev/tollgate/") || plain.contains(".java:"),
                () -> where + " shows a path: " + text);
    }

    private void nothingIsKept(int entries) throws IOException {
        gateway.entry(entries);
        for (var entry : gateway.entries()) {
            silent("row", gateway.admin("GET", "requests/" + entry.id(), "").body() + entry);
        }
        silent("targets", gateway.admin("GET", "targets", "").body());
        logged.forEach(line -> silent("log", line));
        gateway.close();
        try (var files = Files.walk(folder.resolve("home"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                silent(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertEquals(List.of(), logged.stream().filter(line -> line.contains("Canary")).toList());
    }
}
