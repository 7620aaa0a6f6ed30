package dev.tollgate.gateway.request;

import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Head;
import java.nio.charset.StandardCharsets;

/// How many tokens a question has, counted here where no provider of the route counts. About right: bytes of text by a
/// usual ratio.
final class TokenCount {
    private static final Head JSON = Head.of("Content-Type", "application/json");

    private TokenCount() {}

    /// The provider's own count, else ours.
    static Served of(Ask ask, Served served) {
        return served instanceof Served.Whole ? served : new Served.Whole(200, JSON, counted(ask));
    }

    private static byte[] counted(Ask ask) {
        long tokens = Estimator.tokens(ask.inputBytes());
        return switch (ask.protocol()) {
            case RESPONSES -> text("{\"object\":\"response.input_tokens\",\"input_tokens\":" + tokens + "}");
            case GEMINI -> text("{\"totalTokens\":" + tokens + "}");
            case CHAT, MESSAGES, CONVERSE, OLLAMA -> text("{\"input_tokens\":" + tokens + "}");
        };
    }

    private static byte[] text(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
