package dev.tollgate.gateway.wire.neutral;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What survives a tree.
class JsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1.0,\"b\":12345678901234567890123,\"c\":0.10}", "{\"é\":\"日本 😀\"}", "[]", "null",
            "{\"half\":\"\\uD83D and on\",\"other\":\"\\u00E9\"}"})
    void numbersAndTextsSurvive(String json) {
        var read = Json.read(json).orElseThrow();
        assertEquals(read, Json.read(new String(Json.bytes(read), StandardCharsets.UTF_8)).orElseThrow());
    }

    @Test
    void numbersKeepTheirDigits() {
        var json = "{\"a\":1.0,\"b\":12345678901234567890123,\"c\":0.10}";
        assertEquals(json, Json.text(Json.read(json).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{}{}", "{\"a\":}", "nope"})
    void whatIsNoJsonIsNothing(String text) {
        assertEquals(Optional.empty(), Json.read(text));
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(Optional.empty(), Json.read(bytes, 0, bytes.length));
    }
}
