package dev.tollgate.console.prices;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.control.PriceChange;
import java.time.Instant;
import java.util.Optional;

/// One pending edit.
///
/// @param number tells edits apart while they change
/// @param base the row it began with; empty for a new one
/// @param row what it says now; empty where it takes the row away
/// @param dated somebody, or a list, said from when it holds
record Draft(int number, Optional<PriceRow> base, Optional<PriceRow> row, boolean dated) {
    boolean isAbout(String provider, String model, boolean batch) {
        return row.or(() -> base).filter(each -> each.provider().equals(provider)
                && each.model().equalsIgnoreCase(model) && each.batch() == batch).isPresent();
    }

    /// As it would be committed.
    ///
    /// @param fromNow undated edits of a row begin now and leave the row to what was called before; else they stand in
    ///     its place
    PriceChange change(boolean fromNow, Instant now) {
        var own = base.filter(each -> !each.shipped());
        if (row.isEmpty()) {
            return PriceChange.drop(base.orElseThrow());
        }
        var next = row.get();
        if (own.filter(each -> each.chargesAs(next) && each.from().equals(next.from())).isPresent()) {
            return new PriceChange(own, row);
        }
        if (dated && base.filter(each -> each.from().equals(next.from())).isEmpty()) {
            return PriceChange.add(next);
        }
        if (fromNow && !dated) {
            return PriceChange.add(next.withFrom(now));
        }
        return new PriceChange(own, row);
    }
}
