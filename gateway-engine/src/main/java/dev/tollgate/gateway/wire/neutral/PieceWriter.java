package dev.tollgate.gateway.wire.neutral;

import dev.tollgate.gateway.pricing.Usage;
import java.util.Optional;

/// Writes one streamed answer of one protocol. For one thread; each call leaves whole events behind.
public interface PieceWriter {
    /// Writes what the piece means here; [Piece.Counted] and [Piece.Finished] never come this way, they are part of the
    /// end.
    ///
    /// @param soFar the best usage known so far: at least an estimate of the input
    void write(Piece piece, Usage soFar, EventOut out);

    /// Closes what is open and writes the end of a whole answer with its usage, end marker included.
    void end(Finish finish, Optional<String> stopSequence, Usage usage, EventOut out);

    /// Tells of a failure in the midst of the answer, as the protocol does it in band; nothing comes after it.
    ///
    /// @param type of the error, in the protocol's words
    void fail(String type, String code, String message, Usage usage, EventOut out);
}
