package dev.tollgate.console.smoke;

import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.smoke.Check;
import dev.tollgate.gateway.term.TargetId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// One target with the newest cell of each check. Immutable.
///
/// @param cells by the check's word
record Row(TargetId target, Map<String, SmokeCell> cells) {
    Row {
        cells = Map.copyOf(cells);
    }

    String label() {
        return target.label();
    }

    Optional<SmokeCell> cell(Check check) {
        return Optional.ofNullable(cells.get(check.word()));
    }

    /// When it was last tested.
    Optional<Instant> at() {
        return cells.values().stream().map(SmokeCell::at).max(Comparator.naturalOrder());
    }

    boolean isFailing() {
        return cells.values().stream().anyMatch(c -> c.state() == SmokeCell.State.FAILED);
    }
}
