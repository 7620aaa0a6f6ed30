package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Reads a whole answer as the stream of one chunk, so that both are understood alike. For one thread.
final class AnswerReader {
    private final Map<Integer, Part> parts = new TreeMap<>();
    private JsonNode usage = MissingNode.getInstance();
    private Optional<Piece.Finished> end = Optional.empty();

    static Answer answer(JsonNode body) {
        var choices = body.path("choices");
        var first = ChunkReader.first(choices).isObject() ? ChunkReader.first(choices) : choices.path(0);
        // Azure leaves out the message of an answer that its filter caught
        if (!first.path("message").isObject() && Words.text(first, "finish_reason").isEmpty()) {
            throw new Garbled("sent an answer without a message");
        }
        var reader = new AnswerReader();
        new ChunkReader().read("", asChunk(body, first), reader::take);
        return reader.answer(Words.text(body, "id"), Words.text(body, "model"));
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

    private Answer answer(String id, String model) {
        var finish = end.map(Piece.Finished::finish).orElse(Finish.STOP);
        return new Answer(id, model, new ArrayList<>(parts.values()), finish,
                end.flatMap(Piece.Finished::stopSequence), usage);
    }

    private void take(Piece piece) {
        switch (piece) {
            case Piece.Text(int slot, var text) -> parts.put(slot, Part.Text.of(before(slot) + text));
            case Piece.Refusal(int slot, var text) -> parts.put(slot, new Part.Refusal(before(slot) + text));
            case Piece.Thought(int slot, var text, boolean hidden) ->
                parts.put(slot, new Part.Thought(before(slot) + text, Optional.empty(), hidden));
            case Piece.Called(int slot, var id, var name, boolean freeform) ->
                parts.put(slot, new Part.Call(id, name, "", freeform, Optional.empty()));
            case Piece.Arguments(int slot, var fragment) -> parts.computeIfPresent(slot, (_, c) -> grown(c, fragment));
            case Piece.Sealed(int slot, var seal) -> parts.computeIfPresent(slot, (_, part) -> sealed(part, seal));
            case Piece.Shown(int slot, var media) -> parts.put(slot, media);
            case Piece.Counted(var counted) -> usage = counted;
            case Piece.Finished finished -> end = Optional.of(finished);
            case Piece.Opened _,Piece.Closed _ -> {
                // nothing to keep
            }
        }
    }

    private String before(int slot) {
        return switch (parts.getOrDefault(slot, Part.Text.of(""))) {
            case Part.Text(var text, _) -> text;
            case Part.Refusal(var text) -> text;
            case Part.Thought thought -> thought.text();
            case Part.Media _,Part.Call _,Part.Result _ -> "";
        };
    }

    private static Part grown(Part part, String more) {
        return part instanceof Part.Call call
                ? new Part.Call(call.id(), call.name(), call.arguments() + more, call.freeform(), call.seal())
                : part;
    }

    private static Part sealed(Part part, Seal seal) {
        return switch (part) {
            case Part.Call c -> new Part.Call(c.id(), c.name(), c.arguments(), c.freeform(), Optional.of(seal));
            case Part.Thought thought -> new Part.Thought(thought.text(), Optional.of(seal), thought.hidden());
            case Part.Text _,Part.Refusal _,Part.Media _,Part.Result _ -> part;
        };
    }
}
