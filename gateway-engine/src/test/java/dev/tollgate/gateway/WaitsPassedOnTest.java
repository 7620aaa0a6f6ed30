package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How long a provider wants to be left alone reaches the client in the two fields that SDKs read, however it was said.
@Timeout(30)
class WaitsPassedOnTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String GEMINI = "/v1beta/models/g:generateContent";
    private static final String ASKED = "{\"model\":\"c\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String ASKED_MESSAGES = ASKED.replace("\"messages\"", "\"max_tokens\":9,\"messages\"");
    private static final String SLOW = "{\"error\":{\"message\":\"Slow\",\"type\":\"requests\",\"param\":null,"
            + "\"code\":\"rate_limit_exceeded\"}}";

    @TempDir
    Path folder;
    private final ScriptedUpstream upstream = ScriptedUpstream.start();
    private TestGateway gateway;

    @BeforeEach
    void open() {
        gateway = TestGateway.open(folder, """
                providers:
                  chat: { dialect: openai, base_url: "%1$s/v1", endpoints: [chat] }
                  gemini: { dialect: gemini, base_url: "%1$s" }
                routes:
                  c: { retries: { attempts: 0 }, targets: [{ provider: chat, model: up }] }
                  g: { retries: { attempts: 0 }, targets: [{ provider: gemini, model: up }] }
                """.formatted(upstream.baseUrl().replace("/v1", "")));
    }

    @AfterEach
    void close() {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Retry-After|7|7|7000", "retry-after|0.2|1|200", "retry-after-ms|820|1|820",
            "x-ms-retry-after-ms|2500|3|2500"})
    void asSecondsAndAsMilliseconds(String name, String value, String seconds, String millis) {
        upstream.always(CHAT, Script.reply(429).header("Content-Type", "application/json").header(name, value)
                .body(SLOW));
        for (var client : List.of(CHAT, "/v1/messages")) {
            try (var fresh = TestGateway.open(inner(client), config())) { // a target that was refused would rest
                var reply = fresh.post(client, client.equals(CHAT) ? ASKED : ASKED_MESSAGES);
                assertEquals(429, reply.statusCode());
                assertEquals(seconds, reply.headers().firstValue("Retry-After").orElse(""));
                assertEquals(millis, reply.headers().firstValue("retry-after-ms").orElse(""));
            }
        }
    }

    private Path inner(String name) {
        var inner = folder.resolve(name.substring(4, 8));
        assertTrue(inner.toFile().mkdir());
        return inner;
    }

    private String config() {
        return """
                providers: { chat: { dialect: openai, base_url: "%s", endpoints: [chat] } }
                routes: { c: { retries: { attempts: 0 }, targets: [{ provider: chat, model: up }] } }
                """.formatted(upstream.baseUrl());
    }

    @Test
    void asADate() {
        var then = Instant.now().plusSeconds(60).atZone(ZoneOffset.UTC);
        upstream.next(CHAT, Script.reply(429).header("Content-Type", "application/json")
                .header("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(then)).body(SLOW));
        var reply = gateway.post(CHAT, ASKED);
        long seconds = reply.headers().firstValueAsLong("Retry-After").orElse(-1);
        assertTrue(seconds > 30 && seconds <= 60, () -> "waits " + seconds);
    }

    @Test
    void asGeminisRetryInfo() {
        upstream.next("/v1beta/models/up:generateContent", Script.json(429, """
                {"error":{"code":429,"message":"Slow","status":"RESOURCE_EXHAUSTED","details":[
                {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"12.5s"}]}}"""));
        var reply = gateway.post(GEMINI, "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}");
        assertEquals(429, reply.statusCode(), reply.body());
        assertEquals("13", reply.headers().firstValue("Retry-After").orElse(""));
        assertEquals("12500", reply.headers().firstValue("retry-after-ms").orElse(""));
    }

    /// The target rests as long as its provider wants, and whoever asks meanwhile is told how long that still is.
    @Test
    void alsoToWhoeverAsksWhileTheTargetRests() {
        upstream.next(CHAT, Script.reply(429).header("Content-Type", "application/json").header("Retry-After", "40")
                .body(SLOW));
        assertEquals(429, gateway.post(CHAT, ASKED).statusCode());
        var second = gateway.post(CHAT, ASKED);
        assertTrue(second.statusCode() == 429 || second.statusCode() == 503, second.body());
        long seconds = second.headers().firstValueAsLong("Retry-After").orElse(-1);
        assertTrue(seconds > 20 && seconds <= 40, () -> "waits " + seconds);
        assertEquals(1, upstream.requests().size());
    }

    /// A wait that fits into the time for back-off is waited for at the same target.
    @Test
    void aShortOneIsWaitedFor() {
        upstream.next(CHAT, Script.reply(429).header("Content-Type", "application/json").header("retry-after-ms", "30")
                .body(SLOW));
        upstream.next(CHAT,
                Script.json(200, "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\","
                        + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Yes\"},"
                        + "\"finish_reason\":\"stop\"}]}"));
        try (var patient = TestGateway.open(inner("/v1/patient"), config().replace("attempts: 0", "attempts: 1"))) {
            assertEquals(200, patient.post(CHAT, ASKED).statusCode());
            assertEquals(2, patient.entry(1).attempts().size());
        }
    }
}
