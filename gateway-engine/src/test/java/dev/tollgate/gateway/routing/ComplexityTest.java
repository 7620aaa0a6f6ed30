package dev.tollgate.gateway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.AskScanner;
import dev.tollgate.gateway.wire.Called;
import dev.tollgate.gateway.wire.Scan;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ComplexityTest {
    private static Complexity of(String path, String body) {
        return Complexity.of(ask(path, body));
    }

    private static Ask ask(String path, String body) {
        return AskScanner.scan(Called.of(path).orElseThrow(),
                body.getBytes(StandardCharsets.UTF_8)) instanceof Scan.Read(var ask)
                        ? ask
                        : throwing(body);
    }

    private static Ask throwing(String body) {
        throw new AssertionError(body);
    }

    private static String chat(String text, String more) {
        return "{\"model\":\"r\"" + more + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
    }

    @Test
    void aShortPlainQuestionIsNothing() {
        assertEquals("0", of("/v1/chat/completions", chat("How are you?", "")).words());
        assertEquals(0, of("/v1/chat/completions", chat("Translate this: hello", "")).score(), "never below nothing");
    }

    @Test
    void whatCanBeSeenAddsUp() {
        var found = of("/v1/chat/completions", chat("Refactor and debug ```int x;```", ",\"reasoning_effort\":\"high\","
                + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"response_format\":{\"type\":\"json_object\"}"));
        assertEquals("62 (code 15, tools 10, JSON 5, thinking 20, words 12)", found.words());
        assertTrue(found.reasoning());
        var long1 = of("/v1/chat/completions", chat("word ".repeat(11_000), ""));
        assertEquals("30 (length 30)", long1.words());
    }

    @Test
    void everyProtocolIsReadAlike() {
        assertTrue(of("/v1/messages",
                "{\"model\":\"r\",\"max_tokens\":2000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"Prove it\"}]}")
                .words().equals("28 (thinking 20, words 8)"));
        assertEquals("8 (words 8)", of("/v1/responses", "{\"model\":\"r\",\"input\":\"Prove it\"}").words());
        assertEquals("8 (words 8)", of("/v1beta/models/r:generateContent",
                "{\"contents\":[{\"parts\":[{\"text\":\"Prove it\"}]}]}").words());
    }
}
