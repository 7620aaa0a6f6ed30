package dev.tollgate.console.prices;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.pricing.Doubt;
import dev.tollgate.gateway.term.Unit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One line of the table: a row, as it is or as it is edited, or a model that was called without a price.
///
/// @param row what is shown; empty for a model without a price
/// @param was the row before it was edited; empty where nothing is pending, or where the line is new
/// @param draft the pending edit's number; 0 where there is none
/// @param dropped the edit takes the row away
/// @param requests calls of the last 30 days; for an unpriced model those that have no price
record Line(String provider, String model, Optional<PriceRow> row, Optional<PriceRow> was, int draft, boolean dropped,
        long requests, long tokens, List<Doubt> doubts) {
    Line {
        doubts = List.copyOf(doubts);
    }

    boolean isUnpriced() {
        return row.isEmpty();
    }

    boolean isPending() {
        return draft > 0;
    }

    /// For calls in batches alone.
    boolean batch() {
        return row.or(() -> was).filter(PriceRow::batch).isPresent();
    }

    String name() {
        return provider + "/" + model;
    }

    OptionalLong rate(Unit unit) {
        return row.map(each -> rate(each, unit)).orElse(OptionalLong.empty());
    }

    private static OptionalLong rate(PriceRow row, Unit unit) {
        var rate = row.rates().get(unit);
        return rate == null ? OptionalLong.empty() : OptionalLong.of(rate);
    }

    /// Whether this rate differs from what holds.
    boolean isChanged(Unit unit) {
        return isPending() && row.isPresent()
                && !rate(unit).equals(was.map(each -> rate(each, unit)).orElse(OptionalLong.empty()));
    }
}
