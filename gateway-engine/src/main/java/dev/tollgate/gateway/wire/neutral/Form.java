package dev.tollgate.gateway.wire.neutral;

import dev.tollgate.gateway.pricing.Usage;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A protocol that clients speak too, in all four directions. Stateless and thread-safe.
public interface Form extends ProviderForm {
    /// Reads what a client asks.
    ///
    /// @throws Untranslatable where it is wrong, or asks for what no other protocol has
    Prompt prompt(JsonNode body);

    /// Writes a whole answer for a client.
    ///
    /// @param asked what the client wants answered
    /// @param created epoch second for protocols that state one
    ObjectNode reply(Answer answer, Usage usage, Prompt asked, long created);

    /// @param asked what the client wants answered
    /// @param created epoch second for protocols that state one
    PieceWriter writer(Prompt asked, long created);

    /// A writer that goes on with a stream: the same ids, the next numbers, and no beginning a second time.
    ///
    /// @return empty where what the client has cannot be gone on with
    Optional<PieceWriter> goingOn(Prompt asked, Begun begun);
}
