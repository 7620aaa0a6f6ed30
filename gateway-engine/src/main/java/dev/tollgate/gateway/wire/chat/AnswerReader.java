package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Gathered;
import dev.tollgate.gateway.wire.neutral.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads a whole answer as the stream of one chunk, so that both are understood alike. Pure.
final class AnswerReader {
    private AnswerReader() {}

    static Answer answer(JsonNode body) {
        var choices = body.path("choices");
        var first = ChunkReader.first(choices).isObject() ? ChunkReader.first(choices) : choices.path(0);
        // Azure leaves out the message of an answer that its filter caught
        if (!first.path("message").isObject() && Words.text(first, "finish_reason").isEmpty()) {
            throw new Garbled("sent an answer without a message");
        }
        var gathered = new Gathered();
        new ChunkReader().read("", asChunk(body, first), gathered::add);
        return gathered.answer();
    }

    /// A whole answer always has an end, also where it does not say how.
    private static JsonNode asChunk(JsonNode body, JsonNode first) {
        var choice = Json.object().put("index", 0);
        choice.set("delta", first.path("message"));
        choice.put("finish_reason", Optional.of(Words.text(first, "finish_reason")).filter(r -> !r.isEmpty())
                .orElse("stop"));
        for (var kept : List.of("usage", "stop_reason")) {
            choice.set(kept, first.path(kept));
        }
        var chunk = Json.object();
        chunk.putArray("choices").add(choice);
        for (var kept : List.of("id", "model", "usage", "x_groq")) {
            chunk.set(kept, body.path(kept));
        }
        return chunk;
    }
}
