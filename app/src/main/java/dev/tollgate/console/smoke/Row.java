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
/// @param left those that the last run which was to make them did not come to: what `cells` has there is from before
record Row(TargetId target, Map<String, SmokeCell> cells, Map<String, SmokeCell> left) {
    Row {
        cells = Map.copyOf(cells);
        left = Map.copyOf(left);
    }

    String label() {
        return target.label();
    }

    Optional<SmokeCell> cell(Check check) {
        return Optional.ofNullable(cells.get(check.word()));
    }

    /// Why the last run did not come to a check; empty where it did.
    Optional<SmokeCell> left(Check check) {
        return Optional.ofNullable(left.get(check.word()));
    }

    /// When it was last tested.
    Optional<Instant> at() {
        return cells.values().stream().map(SmokeCell::at).max(Comparator.naturalOrder());
    }

    boolean isFailing() {
        return cells.values().stream().anyMatch(c -> c.state() == SmokeCell.State.FAILED);
    }
}
