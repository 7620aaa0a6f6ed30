package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.wire.Edits;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.LongTexts;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Large pictures are kept out of a conversion, and what the provider gets is the same as if they were not.
class LongTextsTest {
    private static final String PNG = "iVBORw0KGgo" + data(30_001, 1).substring(11);
    private static final String PDF = "JVBERi0xLjQ" + data(50_000, 2).substring(11);

    private static final Map<Endpoint, String> SEEN = Map.of(
            Endpoint.CHAT, """
                    {"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Two"},{"type":"image_url",
                    "image_url":{"url":"data:image/png;base64,%s"}},{"type":"file","file":{"filename":"a.pdf",
                    "file_data":"data:application/pdf;base64,%s"}}]}]}""",
            Endpoint.RESPONSES,
            """
                    {"model":"m","input":[{"role":"user","content":[{"type":"input_text","text":"Two"},{"type":"input_image",
                    "image_url" : "data:image/png;base64,%s"},{"type":"input_file","filename":"a.pdf",
                    "file_data":"data:application/pdf;base64,%s"}]}]}""",
            Endpoint.MESSAGES, """
                    {"model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"image","source":{
                    "type":"base64","media_type":"image/png","data":"%s"}},{"type":"document","source":{"type":"base64",
                    "media_type":"application/pdf","data":"%s"}}]}]}""",
            Endpoint.GENERATE, """
                    {"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"%s"}},
                    {"inlineData":{"mimeType":"application/pdf","data":"%s"}}]}]}""");

    static Stream<Arguments> crossings() {
        var all = new ArrayList<Arguments>();
        for (var from : SEEN.keySet()) {
            for (var to : List.of(Endpoint.CHAT, Endpoint.RESPONSES, Endpoint.MESSAGES, Endpoint.GENERATE,
                    Endpoint.CONVERSE)) {
                if (from != to) {
                    all.add(Arguments.of(from, to));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void theProviderGetsTheSame(Endpoint from, Endpoint to) {
        var body = asked(from, PNG, PDF);
        var translation = translated(from, body, to);
        assertEquals(plainly(from, body, to), new String(Edits.join(translation.body()), StandardCharsets.UTF_8));
        var own = translation.body().stream().filter(slice -> slice.capacity() >= 30_000).toList();
        assertEquals(2, own.size(), "the client's own bytes");
    }

    @Test
    void aTextFileThatIsLookedIntoIsConvertedWhole() {
        var text = "Some words. ".repeat(3_000);
        var base64 = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        var body = """
                {"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"text/plain","data":"%s"}}]}]}"""
                .formatted(base64).getBytes(StandardCharsets.UTF_8);
        var sent = new String(Edits.join(translated(Endpoint.GENERATE, body, Endpoint.MESSAGES).body()),
                StandardCharsets.UTF_8);
        assertTrue(sent.contains(text), sent.substring(0, 300));
    }

    @Test
    void whatIsWrongIsSaidOfTheClientsOwnWords() {
        var body = asked(Endpoint.CHAT, PNG, PDF);
        var broken = new String(body, StandardCharsets.UTF_8).replace("\"role\":\"user\"", "\"role\":\"nobody\"")
                .getBytes(StandardCharsets.UTF_8);
        var said = assertThrows(Untranslatable.class, () -> translated(Endpoint.CHAT, broken, Endpoint.MESSAGES));
        assertEquals("messages[0].role", said.field());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"text\":\"%s\"}", "{\"data\":\"%s \"}", "{\"data\":\"\\\"data\\\":%s\"}", "[\"%s\"]",
            "{\"%s\":\"data\"}", "{\"data\":\"%s\\n\"}", "{\"url\":\"https://a.example/%s\"}",
            "{\"url\":\"data:text/plain,%s\"}",
            "{\"data\":\"%s=\"}", "{\"data\":\"A%s\"}", "{\"data\":\"-%s\"}",
            "{\"arguments\":\"{\\\"data\\\":\\\"%s\\\"}\"}"})
    void whatIsNoDataOfAKnownFieldStays(String json) {
        var body = json.replace("%s", data(40_000, 3)).getBytes(StandardCharsets.UTF_8);
        assertSame(body, LongTexts.of(body).brief());
    }

    @Test
    void aBodyThatHoldsOurMarkStays() {
        var brief = LongTexts.of(asked(Endpoint.CHAT, PNG, PDF));
        assertFalse(brief.isEmpty());
        var stolen =
                new String(brief.brief(), StandardCharsets.UTF_8).replace("Two", "TollgateHoldsThisDataBack0009000");
        var body = stolen.replaceFirst("JVBERi", PDF + "JVBERi").getBytes(StandardCharsets.UTF_8);
        assertTrue(LongTexts.of(body).isEmpty());
    }

    @Test
    void whatCameTwiceIsPutBackTwice() {
        var texts = LongTexts.of(asked(Endpoint.CHAT, PNG, PDF));
        var brief = new String(texts.brief(), StandardCharsets.UTF_8);
        assertTrue(brief.length() < 1_000, brief);
        var twice = (brief + "," + brief).getBytes(StandardCharsets.UTF_8);
        var whole = asked(Endpoint.CHAT, PNG, PDF);
        var expected = new String(whole, StandardCharsets.UTF_8) + "," + new String(whole, StandardCharsets.UTF_8);
        assertEquals(expected, new String(Edits.join(texts.restored(twice).orElseThrow()), StandardCharsets.UTF_8));
    }

    @Test
    void whatDidNotArriveIsTold() {
        var texts = LongTexts.of(asked(Endpoint.CHAT, PNG, PDF));
        assertTrue(texts.restored("{}".getBytes(StandardCharsets.UTF_8)).isEmpty());
        var cut = new String(texts.brief(), StandardCharsets.UTF_8).replace("iVBORw", "iVBORx");
        assertTrue(texts.restored(cut.getBytes(StandardCharsets.UTF_8)).isEmpty());
    }

    /// Bodies of many sizes: whatever is taken out comes back.
    @Test
    void nothingIsLostAtAnySize() {
        var random = new Random(5);
        for (int i = 0; i < 300; i++) {
            var parts = new ArrayList<String>();
            for (int n = random.nextInt(5); n >= 0; n--) {
                parts.add("{\"data\":\"" + data(random.nextInt(60_000), i) + "\"}");
                parts.add("{\"text\":\"" + "word ".repeat(random.nextInt(5_000)) + "\"}");
            }
            var body = ("[" + String.join(",", parts) + "]").getBytes(StandardCharsets.UTF_8);
            var texts = LongTexts.of(body);
            assertArrayEquals(body, Edits.join(texts.restored(texts.brief()).orElseThrow()));
        }
    }

    private static byte[] asked(Endpoint from, String png, String pdf) {
        return Objects.requireNonNull(SEEN.get(from)).formatted(png, pdf).getBytes(StandardCharsets.UTF_8);
    }

    private static Translation translated(Endpoint from, byte[] body, Endpoint to) {
        var ask = Calls.ask(Calls.called(from, false), new String(body, StandardCharsets.UTF_8));
        var dialect = switch (to) {
            case MESSAGES -> Dialect.ANTHROPIC;
            case GENERATE -> Dialect.GEMINI;
            case CONVERSE -> Dialect.BEDROCK;
            default -> Dialect.OPENAI;
        };
        return Translation.of(Calls.call(ask, "http://localhost", dialect), to, new Translation.Stamp(1, "1"), false);
    }

    private static String plainly(Endpoint from, byte[] body, Endpoint to) {
        var ours = Forms.of(from.protocol());
        var prompt = ours.prompt(Json.read(body, 0, body.length).orElseThrow()).to("gpt-x", false,
                OptionalLong.empty());
        var model = new ProviderForm.Model("gpt-x", 0, EnumSet.noneOf(dev.tollgate.gateway.term.Quirk.class));
        return Json.text(Forms.provider(to.protocol()).ask(prompt, model, new ArrayList<>()));
    }

    private static String data(int bytes, int seed) {
        var data = new byte[bytes];
        new Random(seed).nextBytes(data);
        return Base64.getEncoder().encodeToString(data);
    }
}
