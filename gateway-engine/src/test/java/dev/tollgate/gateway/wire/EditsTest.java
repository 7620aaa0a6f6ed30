package dev.tollgate.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Endpoint;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Bodies after their edits, byte for byte.
class EditsTest {
    private static final String REST = "\"messages\":[], \"x\" : 1.0 , \"y\":1e-9,\"z\":-0,\"i\":12345678901234567890,"
            + "\"s\":\"\\u00e9\\ud800\\u0000é\",\"n\":null";

    @Test
    void theSameModelLeavesAllAsItWas() {
        assertEquals("{\"model\":\"m\"," + REST + "}", edited("{\"model\":\"m\"," + REST + "}", "m", false));
    }

    @Test
    void onlyTheModelChanges() {
        assertEquals("{" + REST + ",\"model\" :  \"a/\\\"b\"\n}",
                edited("{" + REST + ",\"model\" :  \"m\"\n}", "a/\"b", false));
    }

    @Test
    void everyModelChangesEvenWhenTheLastIsRight() {
        assertEquals("{\"model\":\"b\"," + REST + ",\"model\":\"b\"}",
                edited("{\"model\":\"a\"," + REST + ",\"model\":\"b\"}", "b", false));
    }

    @Test
    void usageIsDemandedWhereNothingWasSaid() {
        assertEquals("{\"stream_options\":{\"include_usage\":true},\"stream\":true,\"model\":\"x\"," + REST + "}",
                edited("{\"stream\":true,\"model\":\"m\"," + REST + "}", "x", true));
    }

    @Test
    void usageIsDemandedInsideTheOptionsThatStandThere() {
        demanded("{\"include_usage\":true}", "{}");
        demanded("{\"include_usage\":true }", "{ }");
        demanded("{\"include_usage\":true,\"include_obfuscation\":false}", "{\"include_obfuscation\":false}");
        demanded("{\"a\":1,\"include_usage\":true}", "{\"a\":1,\"include_usage\":false}");
        demanded("{\"include_usage\": true}", "{\"include_usage\": null}");
        demanded("{\"include_usage\":true}", "null");
    }

    @Test
    void theLastOptionsDecide() {
        String before = "{\"stream_options\":{\"include_usage\":true},\"model\":\"m\",\"stream\":true,"
                + "\"stream_options\":{}," + REST + "}";
        assertEquals(before.replace("\"stream_options\":{}", "\"stream_options\":{\"include_usage\":true}")
                .replace("\"m\"", "\"x\""), edited(before, "x", true));
    }

    @Test
    void usageIsNotDemandedTwiceNorWithoutAStream() {
        String asked = "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}," + REST + "}";
        assertEquals(asked, edited(asked, "m", true));
        String whole = "{\"model\":\"m\"," + REST + "}";
        assertEquals(whole, edited(whole, "m", true));
    }

    @Test
    void theGatewaysOwnCapIsWrittenInUnderTheTargetsName() {
        var body = "{\"model\":\"m\",\"stream\":true," + REST + "}";
        assertEquals("{\"max_tokens\":50,\"model\":\"m\",\"stream\":true," + REST + "}",
                capped(body, "max_tokens", false));
        assertEquals("{\"stream_options\":{\"include_usage\":true},\"max_completion_tokens\":50,\"model\":\"m\","
                + "\"stream\":true," + REST + "}", capped(body, "max_completion_tokens", true));
    }

    @Test
    void aNullThatWouldHaveTheLastWordSaysTheCapInstead() {
        var body = "{\"model\":\"m\",\"max_tokens\": null ,\"max_completion_tokens\":null,\"max_tokens\":null," + REST
                + "}";
        assertEquals(body.replace("\"max_tokens\": null", "\"max_tokens\": 50")
                .replace("\"max_tokens\":null", "\"max_tokens\":50"), capped(body, "max_tokens", false));
    }

    private static String capped(String body, String field, boolean injectUsage) {
        var scan = AskScanner.scan(Endpoint.CHAT, body.getBytes(StandardCharsets.UTF_8));
        var ask = assertInstanceOf(Scan.Read.class, scan).ask().capped(50);
        var edited = Edits.join(Edits.apply(ask, "m", field, injectUsage));
        var again = assertInstanceOf(Scan.Read.class, AskScanner.scan(Endpoint.CHAT, edited)).ask();
        assertEquals(50, again.maxOutput().orElseThrow());
        return new String(edited, StandardCharsets.UTF_8);
    }

    private static void demanded(String expected, String given) {
        for (String form : new String[] {"{\"model\":\"m\",\"stream\":true,\"stream_options\":%s," + REST + "}",
                "{\"stream_options\":%s,\"stream\":true," + REST + ",\"model\":\"m\"}"}) {
            assertEquals(form.replace("%s", expected).replace("\"m\"", "\"new\""),
                    edited(form.replace("%s", given), "new", true));
        }
    }

    private static String edited(String body, String model, boolean injectUsage) {
        var scan = AskScanner.scan(Endpoint.CHAT, body.getBytes(StandardCharsets.UTF_8));
        var ask = assertInstanceOf(Scan.Read.class, scan, scan::toString).ask();
        var slices = Edits.apply(ask, model, "max_tokens", injectUsage);
        byte[] joined = Edits.join(slices);
        assertEquals(joined.length, Edits.length(slices));
        assertInstanceOf(Scan.Read.class, AskScanner.scan(Endpoint.CHAT, joined));
        assertTrue(slices.size() <= 7);
        return new String(joined, StandardCharsets.UTF_8);
    }
}
