package dev.tollgate.gateway.wire.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What we write, as OpenAI's own SDK reads it: each field checked against its type.
final class Sdk {
    private Sdk() {}

    static ChatCompletion completion(JsonNode reply) {
        return read(reply, ChatCompletion.class).validate();
    }

    /// The chunks of a stream, put together by the SDK.
    static ChatCompletion accumulated(EventOut out) {
        var accumulator = ChatCompletionAccumulator.create();
        for (var chunk : chunks(out)) {
            accumulator.accumulate(read(chunk, ChatCompletionChunk.class).validate());
        }
        return accumulator.chatCompletion();
    }

    private static <T> T read(JsonNode json, Class<T> type) {
        try {
            return ObjectMappers.jsonMapper().readValue(Json.text(json), type);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    /// The JSON of all events but the end marker.
    static List<JsonNode> chunks(EventOut out) {
        var found = new ArrayList<JsonNode>();
        for (var event : new String(out.copy(), StandardCharsets.UTF_8).split("\n\n", -1)) {
            if (event.startsWith("data: {")) {
                found.add(Json.read(event.substring("data: ".length())).orElseThrow());
            }
        }
        return found;
    }
}
