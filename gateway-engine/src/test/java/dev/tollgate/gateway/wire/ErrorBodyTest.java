package dev.tollgate.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Errors as the OpenAI SDKs want them.
class ErrorBodyTest {
    @Test
    void allFourFieldsAreThere() {
        assertEquals("{\"error\":{\"message\":\"say \\\"x\\\"\\n\\u0009é\",\"type\":\"api_error\",\"param\":null,"
                + "\"code\":\"c\"}}", text(ErrorBody.openai("say \"x\"\n\té", "api_error", null, "c")));
        assertEquals("data: {\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":\"p\",\"code\":\"c\"}}\n\n",
                text(ErrorBody.event("m", "t", "p", "c")));
    }

    @Test
    void theTypeFollowsTheStatus() {
        assertEquals("invalid_request_error", ErrorBody.type(403));
        assertEquals("rate_limit_error", ErrorBody.type(429));
        assertEquals("api_error", ErrorBody.type(503));
        assertEquals(
                "{\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\",\"param\":\"n\",\"code\":\"c\"}}",
                text(ErrorBody.of(new Bad(400, "c", Optional.of("n"), "m"))));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
