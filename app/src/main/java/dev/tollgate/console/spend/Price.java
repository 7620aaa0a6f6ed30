package dev.tollgate.console.spend;

import dev.tollgate.gateway.ledger.Totals;
import java.util.Locale;

/// What a sum of money stands for. Zero has three reasons, and they are never shown alike.
enum Price {
    /// There is an amount; something beside it may have no price.
    PRICED,
    /// Tokens were used and their price is zero.
    FREE,
    /// Nothing was used, so nothing can cost.
    NONE,
    /// Tokens were used, and nothing says what they cost.
    UNPRICED;

    static Price of(Totals totals) {
        if (totals.picos() != 0) {
            return PRICED;
        }
        return totals.unpriced() > 0 ? UNPRICED : totals.tokens() > 0 ? FREE : NONE;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
