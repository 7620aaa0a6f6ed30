package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.nio.ByteBuffer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Texts to be embedded by a provider that has other words for it than the client, and the vectors on their way back. For
/// one thread.
sealed interface Embedding permits OpenAiTexts, GoogleTexts {
    /// @throws Untranslatable where the provider cannot be asked so
    static Embedding of(Call call, Protocol theirs) {
        var ask = call.ask();
        var body = Json.read(ask.body(), 0, ask.body().length)
                .orElseThrow(() -> Untranslatable.wrong("body", "The request body is not valid JSON."));
        var model = call.target().model();
        var embedding = ask.protocol() == Protocol.GEMINI
                ? GoogleTexts.of(ask, theirs, model, body)
                : new OpenAiTexts(ask, theirs, model, body);
        if (call.strict() && !embedding.dropped().isEmpty()) {
            throw new Untranslatable(embedding.dropped().getFirst(), "The route is strict, and this provider's protocol"
                    + " cannot carry " + String.join(", ", embedding.dropped()) + ".");
        }
        return embedding;
    }

    Protocol theirs();

    /// Fields that are left out.
    List<String> dropped();

    List<ByteBuffer> body();

    /// What stands in the path behind the model; empty where the model is in the body.
    String tail();

    /// What the answer says it used; where it says nothing, our own count.
    Usage usage(JsonNode answer);

    /// The client's body.
    ///
    /// @throws dev.tollgate.gateway.wire.neutral.Garbled where the answer does not hold a vector for each text
    byte[] reply(JsonNode answer, long tokens);

    default String notes() {
        return "sent as " + theirs().word()
                + (dropped().isEmpty() ? "" : ", without " + String.join(", ", dropped()));
    }

    /// @param count 0 where the provider says nothing
    static Usage used(Ask ask, long count) {
        return count > 0
                ? Usage.of(count, 0, UsageSource.REPORTED)
                : Usage.of(Estimator.tokens(ask.inputBytes()), 0, UsageSource.ESTIMATED);
    }
}
