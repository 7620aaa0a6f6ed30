package dev.tollgate.gateway.wire.neutral;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A whole answer. Immutable.
///
/// @param id the provider's
/// @param model as the provider names it
/// @param usage as the provider states it; a missing node where it states none
public record Answer(String id, String model, List<Part> parts, Finish finish, Optional<String> stopSequence,
        JsonNode usage) {
    public Answer {
        parts = List.copyOf(parts);
    }

    /// The same under another id.
    public Answer called(String other) {
        return new Answer(other, model, parts, finish, stopSequence, usage);
    }

    /// The same as a stream would have brought it.
    public List<Piece> pieces() {
        var pieces = new ArrayList<Piece>();
        pieces.add(new Piece.Opened(id, model));
        for (int slot = 0; slot < parts.size(); slot++) {
            part(slot, parts.get(slot), pieces);
            pieces.add(new Piece.Closed(slot));
        }
        if (!usage.isMissingNode()) {
            pieces.add(new Piece.Counted(usage));
        }
        pieces.add(new Piece.Finished(finish, stopSequence));
        return pieces;
    }

    private static void part(int slot, Part part, List<Piece> pieces) {
        switch (part) {
            case Part.Text(var text, _) -> pieces.add(new Piece.Text(slot, text));
            case Part.Refusal(var text) -> pieces.add(new Piece.Refusal(slot, text));
            case Part.Media media -> pieces.add(new Piece.Shown(slot, media));
            case Part.Call call -> {
                pieces.add(new Piece.Called(slot, call.id(), call.name(), call.freeform()));
                pieces.add(new Piece.Arguments(slot, call.arguments()));
                call.seal().ifPresent(seal -> pieces.add(new Piece.Sealed(slot, seal)));
            }
            case Part.Thought thought -> {
                pieces.add(new Piece.Thought(slot, thought.text(), thought.hidden()));
                thought.seal().ifPresent(seal -> pieces.add(new Piece.Sealed(slot, seal)));
            }
            case Part.Result _ -> {
                // a model gives no tool's result
            }
        }
    }
}
