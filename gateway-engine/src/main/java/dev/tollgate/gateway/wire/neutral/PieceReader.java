package dev.tollgate.gateway.wire.neutral;

import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Understands one streamed answer of one protocol, event by event. For one thread.
@FunctionalInterface
public interface PieceReader {
    /// Events that tell nothing (pings, empty deltas) give no piece. Errors inside a stream are seen before this is
    /// called.
    ///
    /// @param name the event's name; empty where the protocol has none
    /// @throws Garbled where the event cannot be what it claims to be
    void read(String name, JsonNode data, Consumer<Piece> out);
}
