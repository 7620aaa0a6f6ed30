package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Items of reasoning: a summary in parts, rarely the reasoning itself, and what only its provider can read.
final class Thoughts {
    static final String BETWEEN = "\n\n";
    private static final String OF_CALL = "call:";

    private Thoughts() {}

    /// @param marked a client's: the seal may be another protocol's
    /// @return empty where there is nothing in it
    static Optional<Part.Thought> read(JsonNode item, boolean marked) {
        var text = text(item);
        var seal = seal(item, marked);
        return text.isEmpty() && seal.isEmpty()
                ? Optional.empty()
                : Optional.of(new Part.Thought(text, seal, text.isEmpty()));
    }

    /// The summary's parts, then the reasoning's, with blank lines between them.
    static String text(JsonNode item) {
        var texts = new ArrayList<String>();
        for (var list : List.of(item.path("summary"), item.path("content"))) {
            for (var part : list.values()) {
                Json.string(part, "text").filter(text -> !text.isEmpty()).ifPresent(texts::add);
            }
        }
        return String.join(BETWEEN, texts);
    }

    static Optional<Seal> seal(JsonNode item, boolean marked) {
        var id = item.path("id").asString("");
        return Json.string(item, "encrypted_content").filter(text -> !text.isEmpty()).map(text -> marked
                ? Seal.read(Protocol.RESPONSES, id, text)
                : new Seal(Protocol.RESPONSES, id, text));
    }

    /// The seal of a call travels in an item of its own, since calls have no field for it here.
    static Seal withCall(Seal seal, String call) {
        return new Seal(seal.by(), OF_CALL + call, seal.value());
    }

    /// @return with the call's id in place of its own; empty where the item is the model's reasoning
    static Optional<Seal> ofCall(JsonNode item) {
        return seal(item, true).filter(seal -> seal.by() != Protocol.RESPONSES && seal.id().startsWith(OF_CALL))
                .map(seal -> new Seal(seal.by(), seal.id().substring(OF_CALL.length()), seal.value()));
    }

    static boolean own(Part part) {
        return part instanceof Part.Thought thought
                && thought.seal().filter(seal -> seal.by() == Protocol.RESPONSES).isPresent();
    }
}
