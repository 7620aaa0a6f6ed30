package dev.tollgate.gateway.sim;

import dev.tollgate.gateway.wire.Head;
import java.time.Duration;
import java.util.List;

/// A whole answer, decided before its first byte leaves.
///
/// @param status 0: no head is sent at all
/// @param body how many of the pieces carry content; what is behind them ends a stream
/// @param input tokens read, `cached` of them from the cache
/// @param pause before the first piece; unlike the pieces' own times the same at any speed
record Script(int status, Head head, List<Piece> pieces, int body, Last last, long input, long cached, Duration pause) {
    /// What comes after the last piece.
    enum Last {
        END,
        ABORT,
        SILENCE
    }

    Script {
        pieces = List.copyOf(pieces);
    }

    Script with(List<Piece> others, Last otherLast) {
        return new Script(status, head, others, body, otherLast, input, cached, pause);
    }

    Script pausing(Duration longer) {
        return new Script(status, head, pieces, body, last, input, cached, longer);
    }

    Script with(Head other) {
        return new Script(status, other, pieces, body, last, input, cached, pause);
    }
}
