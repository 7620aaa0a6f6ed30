package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Attempt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a stored request used and cost, and enough to name it: all that pricing it anew asks for. Immutable.
///
/// @param target as shown, `provider/model`; empty where none was tried
/// @param batch it made a batch, whose calls it stands for
/// @param picos pico-dollars, as stored
/// @param unpriced how many attempts have usage and no price
public record Rated(String id, Instant started, String key, Optional<String> target, boolean batch, long picos,
        int unpriced,
        List<Attempt> attempts) {
    public Rated {
        attempts = List.copyOf(attempts);
    }

    Rated with(List<Attempt> read) {
        return new Rated(id, started, key, target, batch, picos, unpriced, read);
    }
}
