package dev.tollgate.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.access.Identified.Known;
import dev.tollgate.gateway.access.Identified.Unknown;
import dev.tollgate.gateway.wire.Head;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifyTest {
    private final World world = new World();

    private Identified identify(String... head) {
        return world.access.identify(world.keys("one", "two"), Head.of(head));
    }

    @ParameterizedTest
    @CsvSource({"Authorization,Bearer tg-one", "authorization,bearer   tg-one", "Authorization,tg-one",
            "x-api-key,tg-one", "X-API-Key,tg-one", "api-key,tg-one", "x-goog-api-key,tg-one",
            "x-litellm-api-key,Bearer tg-one", "x-litellm-api-key,tg-one", "x-portkey-api-key,tg-one",
            "Helicone-Auth,Bearer tg-one"})
    void aKeyIsTakenWhereverAnSdkPutsIt(String name, String value) {
        var known = assertInstanceOf(Known.class, identify("host", "x", name, value));
        assertEquals("one", known.key().name());
    }

    @Test
    void ofSeveralTheFirstKnownOneWinsInTheStatedOrder() {
        assertEquals("two", known("x-api-key", "tg-one", "authorization", "Bearer tg-two"));
        assertEquals("one", known("x-api-key", "tg-one", "authorization", "Bearer sk-proj-someone"));
        assertEquals("one", known("Helicone-Auth", "Bearer tg-two", "api-key", "tg-one"));
    }

    private String known(String... head) {
        return assertInstanceOf(Known.class, identify(head)).key().name();
    }

    @ParameterizedTest
    @CsvSource({"sk-ant-api03-CANARY,Anthropic", "sk-or-v1-CANARY,OpenRouter", "sk-proj-CANARY,OpenAI",
            "sk-CANARY,OpenAI", "AIzaCANARY,Google", "gsk_CANARY,Groq", "xai-CANARY,xAI", "hf_CANARY,Hugging Face"})
    void aProvidersKeyIsToldWhatItLooksLikeAndIsNeverEchoed(String secret, String whose) {
        var unknown = assertInstanceOf(Unknown.class, identify("authorization", "Bearer " + secret));
        assertTrue(unknown.sent());
        assertTrue(unknown.looksLike().orElseThrow().contains(whose));
        assertTrue(unknown.message().contains(whose) && unknown.message().contains("tg-"), unknown.message());
        assertFalse(unknown.toString().contains("CANARY"), unknown.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "   "})
    void anEmptyKeyCountsAsNone(String value) {
        var unknown = assertInstanceOf(Unknown.class, identify("authorization", value));
        assertEquals(Optional.empty(), unknown.looksLike());
        assertTrue(unknown.message().contains("tg-"));
        assertFalse(unknown.sent());
    }

    @Test
    void anUnknownKeyOfOursIsCalledSo() {
        var unknown = assertInstanceOf(Unknown.class, identify("authorization", "Bearer tg-gone"));
        assertTrue(unknown.message().contains("deleted or rotated"), unknown.message());
        assertFalse(unknown.message().contains("tg-gone"));
    }

    @Test
    void whatIsNoKeyAtAllGetsTheSameAdvice() {
        var unknown = assertInstanceOf(Unknown.class, identify("x-api-key", "CANARY"));
        assertTrue(unknown.sent());
        assertFalse(unknown.message().contains("CANARY"));
        assertFalse(assertInstanceOf(Unknown.class, identify("host", "x")).sent());
    }
}
