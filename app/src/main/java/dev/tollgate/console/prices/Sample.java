package dev.tollgate.console.prices;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.PriceBook;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Unit;
import java.util.Optional;

/// One request to try a row with.
///
/// @param input tokens, cached ones included
/// @param cached tokens of the input, at most all of it
record Sample(long input, long cached, long output) {
    static final Sample USUAL = new Sample(10_000, 8_000, 1_000);

    Cost cost(PriceRow row) {
        return PriceBook.of(row, Usage.of(input, output, UsageSource.REPORTED).with(Unit.CACHE_READ,
                Math.min(cached, input)));
    }

    /// What it costs, and what it cost by the row before.
    String words(PriceRow row, Optional<PriceRow> before) {
        var text = Format.tokens((double) input) + " in, " + Format.tokens((double) Math.min(cached, input))
                + " of them cached, " + Format.tokens((double) output) + " out: " + money(cost(row));
        return before.map(was -> text + ", was " + money(cost(was))).orElse(text);
    }

    private static String money(Cost cost) {
        if (!cost.isPriced()) {
            return Money.UNPRICED;
        }
        return cost.picos() == 0
                ? Money.FREE
                : Money.cell(cost.picos(), cost.bound() == CostBound.EXACT
                        ? Money.Certainty.MEASURED
                        : Money.Certainty.AT_LEAST);
    }
}
