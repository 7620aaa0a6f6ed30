package dev.tollgate.gateway.wire.neutral;

import dev.tollgate.gateway.pricing.Usage;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// As much of a stream as its client has already. Immutable.
///
/// @param events in the client's protocol, as they were sent
/// @param pieces what they brought
public record Begun(List<JsonNode> events, List<Piece> pieces) {
    public Begun {
        events = List.copyOf(events);
        pieces = List.copyOf(pieces);
    }

    /// The answer's id, empty where it has none.
    public String id() {
        return pieces.stream().filter(Piece.Opened.class::isInstance).map(p -> ((Piece.Opened) p).id()).findFirst()
                .orElse("");
    }

    /// Events of this type.
    public List<JsonNode> of(String type) {
        return events.stream().filter(event -> event.path("type").asString("").equals(type)).toList();
    }

    /// Puts a new writer where this stream stands.
    public void replay(PieceWriter writer, EventOut aside) {
        for (var piece : pieces) {
            writer.write(piece, Usage.NONE, aside);
        }
    }
}
