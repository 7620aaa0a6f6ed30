package dev.tollgate.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tollgate.gateway.term.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What is found in a body, and what is refused with which words.
class AskScannerTest {
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

    @Test
    void findsAllThatTheGatewayMustKnow() {
        var ask = read(Endpoint.CHAT, "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                + "\"max_tokens\":9,\"max_completion_tokens\":5,\"n\":2,\"tools\":[{\"type\":\"function\"}],"
                + "\"response_format\":{\"type\":\"json_object\"}," + MESSAGES + "}");
        assertEquals("m", ask.model());
        assertTrue(ask.stream() && ask.usageAsked() && ask.tools() && ask.json());
        assertFalse(ask.images());
        assertEquals(OptionalLong.of(5), ask.maxOutput());
        assertEquals(2, ask.choices());
    }

    @Test
    void leavesOutWhatIsAbsentOrNull() {
        var ask = read(Endpoint.CHAT, "{\"model\":\"m\",\"stream\":null,\"max_tokens\":null,\"n\":null,\"tools\":null,"
                + "\"stream_options\":null,\"unknown\":{\"model\":\"inner\"}," + MESSAGES + "}");
        assertFalse(ask.stream() || ask.usageAsked() || ask.tools() || ask.json() || ask.images());
        assertEquals(OptionalLong.empty(), ask.maxOutput());
        assertEquals(1, ask.choices());
        assertEquals(1, ask.spans().models().size());
    }

    @Test
    void theLastModelDecidesAndAllAreRemembered() {
        var ask = read(Endpoint.CHAT, "{\"model\":\"cheap\"," + MESSAGES + ",\"mod\\u0065l\":\"dear\"}");
        assertEquals("dear", ask.model());
        assertEquals(2, ask.spans().models().size());
    }

    @Test
    void countsTextButNotBase64() {
        String data = "A".repeat(100_000);
        var ask = read(Endpoint.CHAT, "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":["
                + "{\"type\":\"text\",\"text\":\"what is this\"},"
                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64," + data + "\"}},"
                + "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"" + data + "\",\"format\":\"wav\"}}]}]}");
        assertTrue(ask.images());
        assertTrue(ask.inputBytes() > 12 && ask.inputBytes() < 400, () -> "counted " + ask.inputBytes());
    }

    @Test
    void countsMessagesAndTools() {
        long plain = read(Endpoint.CHAT, "{\"model\":\"m\"," + MESSAGES + "}").inputBytes();
        long withTools = read(Endpoint.CHAT, "{\"model\":\"m\"," + MESSAGES + ",\"tools\":[{\"a\":\"bcdefgh\"}]}")
                .inputBytes();
        assertEquals("[{\"role\":\"user\",\"content\":\"hi\"}]".length(), plain);
        assertEquals(plain + "[{\"a\":\"bcdefgh\"}]".length(), withTools);
    }

    @Test
    void readsMetadataOfTheClientsOwn() {
        var ask = read(Endpoint.CHAT, "{\"user\":\"u1\",\"metadata\":{\"customer\":\"acme\",\"tags\":[\"a\",\"b\"],"
                + "\"deep\":{\"x\":1},\"count\":3},\"litellm_metadata\":{\"user\":\"u2\"},\"session_id\":\"s\","
                + "\"prompt_cache_key\":\"p\",\"safety_identifier\":\"i\",\"model\":\"m\"," + MESSAGES + "}");
        assertEquals(Map.of("user", "u1", "metadata.customer", "acme", "metadata.tags", "a,b", "metadata.count", "3",
                "litellm_metadata.user", "u2", "session_id", "s", "prompt_cache_key", "p", "safety_identifier", "i"),
                ask.metadata());
    }

    @Test
    void promptsAndInputsMayBeTextOrLists() {
        for (String value : new String[] {"\"text\"", "[\"a\",\"b\"]", "[1,2,3]", "[[1],[2]]"}) {
            assertEquals("m", read(Endpoint.EMBEDDINGS, "{\"model\":\"m\",\"input\":" + value + "}").model());
            assertEquals("m", read(Endpoint.COMPLETIONS, "{\"model\":\"m\",\"prompt\":" + value + "}").model());
        }
    }

    @Test
    void refusesWrongTypesAndNamesTheField() {
        refused("model", "{\"model\":7," + MESSAGES + "}");
        refused("model", "{\"model\":null," + MESSAGES + "}");
        refused("model", "{\"model\":\"\"," + MESSAGES + "}");
        refused("model", "{" + MESSAGES + "}");
        refused("messages", "{\"model\":\"m\"}");
        refused("messages", "{\"model\":\"m\",\"messages\":null}");
        refused("messages", "{\"model\":\"m\",\"messages\":\"hi\"}");
        refused("messages", "{\"model\":\"m\",\"messages\":{}}");
        refused("stream", "{\"model\":\"m\",\"stream\":\"true\"," + MESSAGES + "}");
        refused("stream", "{\"model\":\"m\",\"stream\":1," + MESSAGES + "}");
        refused("max_tokens", "{\"model\":\"m\",\"max_tokens\":-1," + MESSAGES + "}");
        refused("max_tokens", "{\"model\":\"m\",\"max_tokens\":\"9\"," + MESSAGES + "}");
        refused("max_tokens", "{\"model\":\"m\",\"max_tokens\":1.5," + MESSAGES + "}");
        refused("max_completion_tokens", "{\"model\":\"m\",\"max_completion_tokens\":[]," + MESSAGES + "}");
        refused("n", "{\"model\":\"m\",\"n\":0," + MESSAGES + "}");
        refused("tools", "{\"model\":\"m\",\"tools\":{}," + MESSAGES + "}");
        refused("stream_options", "{\"model\":\"m\",\"stream_options\":[]," + MESSAGES + "}");
        refused("stream_options.include_usage",
                "{\"model\":\"m\",\"stream_options\":{\"include_usage\":\"yes\"}," + MESSAGES + "}");
        refused("body", "[]");
        refused("body", "\"text\"");
        assertEquals(Optional.of("input"), bad(Endpoint.EMBEDDINGS, "{\"model\":\"m\",\"prompt\":\"x\"}").param());
        assertEquals(Optional.of("prompt"), bad(Endpoint.COMPLETIONS, "{\"model\":\"m\"}").param());
    }

    @Test
    void refusesWhatIsNotJsonWithItsPlace() {
        for (String body : new String[] {"", "{", "{\"model\":\"m\"", "{\"model\":\"m\",}", "{model:1}", "nonsense",
                "{\"model\":\"m\"," + MESSAGES + "} x", "{\"a\":01}", "{\"a\":NaN}", "{\"a\":\"\u0001\"}",
                "{\"a\":\"\\x\"}",
                "{\"model\":\"m\"," + MESSAGES + "}{}", "\uFEFF{}", "{\"a\":+1}", "// c\n{}", "{'a':1}"}) {
            var bad = bad(Endpoint.CHAT, body);
            assertEquals("invalid_json", bad.code(), body);
            assertTrue(bad.message().contains("at byte "), bad::message);
        }
    }

    @Test
    void saysWhereUtf8Breaks() {
        byte[] body = "{\"model\":\"m?\"}".getBytes(StandardCharsets.ISO_8859_1);
        for (int wrong : new int[] {0x80, 0xC0, 0xC3, 0xED, 0xF5, 0xFF}) {
            body[11] = (byte) wrong;
            assertEquals("The request body is not valid UTF-8 (at byte 11).", bad(Endpoint.CHAT, body).message());
        }
        byte[] surrogate = "{\"a\":\"xxx\"}".getBytes(StandardCharsets.ISO_8859_1);
        surrogate[6] = (byte) 0xED;
        surrogate[7] = (byte) 0xA0;
        surrogate[8] = (byte) 0x80;
        assertEquals("The request body is not valid UTF-8 (at byte 6).", bad(Endpoint.CHAT, surrogate).message());
        assertEquals("invalid_json",
                bad(Endpoint.CHAT, "{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_16LE)).code());
    }

    @Test
    void quotesNothingOfTheBody() {
        assertFalse(bad(Endpoint.CHAT, "{\"model\": sk-secret}").message().contains("sk-"));
        assertFalse(bad(Endpoint.CHAT, "sk-secret").message().contains("secret"));
    }

    @Test
    void aThousandLevelsPassAndOneMoreDoesNot() {
        assertEquals("m", read(Endpoint.CHAT, nested(1000)).model());
        var bad = bad(Endpoint.CHAT, nested(1001));
        assertEquals(400, bad.status());
        assertTrue(bad.message().contains("1,000"), bad::message);
        assertEquals("invalid_json", bad(Endpoint.CHAT, nested(200_000)).code());
    }

    @Test
    void hugeNumbersDoNotMatter() {
        String digits = "9".repeat(50_000);
        assertEquals("m",
                read(Endpoint.CHAT, "{\"model\":\"m\",\"seed\":" + digits + ",\"t\":0." + digits + "e-99999999,"
                        + MESSAGES + "}").model());
        refused("max_tokens", "{\"model\":\"m\",\"max_tokens\":" + digits + "," + MESSAGES + "}");
        refused("n", "{\"model\":\"m\",\"n\":" + digits + "," + MESSAGES + "}");
    }

    @Test
    void tenThousandMessagesAndHugeTextsPass() {
        String many = "{\"role\":\"user\",\"content\":\"x\"},".repeat(10_000);
        assertEquals("m", read(Endpoint.CHAT, "{\"model\":\"m\",\"messages\":[" + many + "{}]}").model());
        assertTrue(
                read(Endpoint.CHAT, "{\"model\":\"m\",\"messages\":[{\"content\":\"" + "x".repeat(20_000_000) + "\"}]}")
                        .inputBytes() > 20_000_000);
    }

    private static String nested(int depth) {
        int more = depth - 1;
        return "{\"model\":\"m\"," + MESSAGES + ",\"x\":" + "[".repeat(more) + "]".repeat(more) + "}";
    }

    private static void refused(String param, String body) {
        var bad = bad(Endpoint.CHAT, body);
        assertEquals(400, bad.status(), body);
        assertEquals("invalid_request", bad.code(), body);
        assertEquals(Optional.of(param), bad.param(), body);
        assertTrue(bad.message().contains(param), bad::message);
    }

    private static Ask read(Endpoint endpoint, String body) {
        return switch (AskScanner.scan(endpoint, body.getBytes(StandardCharsets.UTF_8))) {
            case Scan.Read read -> read.ask();
            case Scan.Refused refused -> fail("refused: " + refused.bad());
        };
    }

    private static Bad bad(Endpoint endpoint, String body) {
        return bad(endpoint, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Bad bad(Endpoint endpoint, byte[] body) {
        return switch (AskScanner.scan(endpoint, body)) {
            case Scan.Read read -> fail("was accepted");
            case Scan.Refused refused -> refused.bad();
        };
    }
}
