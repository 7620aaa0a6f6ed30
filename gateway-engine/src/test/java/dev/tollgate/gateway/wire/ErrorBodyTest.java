package dev.tollgate.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Errors as the SDKs of each protocol want them.
class ErrorBodyTest {
    @Test
    void allFourFieldsAreThere() {
        assertEquals("{\"error\":{\"message\":\"say \\\"x\\\"\\n\\u0009é\",\"type\":\"api_error\",\"param\":null,"
                + "\"code\":\"c\"}}", text(ErrorBody.openai("say \"x\"\n\té", "api_error", null, "c")));
        assertEquals("data: {\"error\":{\"message\":\"m\",\"type\":\"api_error\",\"param\":\"p\",\"code\":\"c\"}}\n\n",
                text(ErrorBody.event(Protocol.CHAT, new ErrorBody.Said(503, "m", "p", "c"))));
    }

    @Test
    void theTypeFollowsTheStatus() {
        assertEquals("invalid_request_error", ErrorBody.type(403));
        assertEquals("rate_limit_error", ErrorBody.type(429));
        assertEquals("api_error", ErrorBody.type(503));
        assertEquals(
                "{\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\",\"param\":\"n\",\"code\":\"c\"}}",
                text(ErrorBody.of(Protocol.CHAT, new Bad(400, "c", Optional.of("n"), "m"))));
    }

    @Test
    void anthropicAndGeminiHaveShapesOfTheirOwn() {
        var said = new ErrorBody.Said(404, "no \"x\"", "model", "model_not_found");
        assertEquals("{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"no \\\"x\\\"\"}}",
                text(ErrorBody.of(Protocol.MESSAGES, said)));
        assertEquals("{\"error\":{\"code\":404,\"message\":\"no \\\"x\\\"\",\"status\":\"NOT_FOUND\"}}",
                text(ErrorBody.of(Protocol.GEMINI, said)));
        assertTrue(
                text(ErrorBody.event(Protocol.MESSAGES, said)).startsWith("event: error\ndata: {\"type\":\"error\""));
        assertTrue(text(ErrorBody.event(Protocol.GEMINI, said)).endsWith("}}\r\n\r\n"));
        assertTrue(
                text(ErrorBody.event(Protocol.RESPONSES, said)).startsWith("event: error\ndata: {\"type\":\"error\","));
    }

    @Test
    void anthropicsErrorsNameTheRequest() {
        var said = ErrorBody.of(Protocol.MESSAGES, new ErrorBody.Said(404, "no \"x\"", "model", "model_not_found"));
        assertEquals("{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"no \\\"x\\\"\"},"
                + "\"request_id\":\"req_1\"}", text(ErrorBody.named(Protocol.MESSAGES, said, "req_1")));
        var known = "{\"type\":\"error\",\"error\":{},\"request_id\":\"req_0\"}".getBytes(StandardCharsets.UTF_8);
        assertSame(known, ErrorBody.named(Protocol.MESSAGES, known, "req_1"), "the provider's own stays");
        var openai = ErrorBody.openai("m", "t", null, "c");
        assertSame(openai, ErrorBody.named(Protocol.CHAT, openai, "req_1"));
    }

    @ParameterizedTest
    @CsvSource({"400,invalid_request_error,INVALID_ARGUMENT", "401,authentication_error,UNAUTHENTICATED",
            "402,billing_error,FAILED_PRECONDITION", "403,permission_error,PERMISSION_DENIED",
            "404,not_found_error,NOT_FOUND", "413,request_too_large,INVALID_ARGUMENT",
            "429,rate_limit_error,RESOURCE_EXHAUSTED", "500,api_error,INTERNAL", "502,api_error,UNAVAILABLE",
            "503,overloaded_error,UNAVAILABLE", "504,timeout_error,DEADLINE_EXCEEDED",
            "508,invalid_request_error,INVALID_ARGUMENT"})
    void theirTypesFollowTheStatus(int status, String anthropic, String google) {
        assertEquals(anthropic, ErrorBody.anthropicType(status));
        assertEquals(google, ErrorBody.googleStatus(status));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
