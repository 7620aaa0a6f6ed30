package dev.tollgate.console.spend;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.ledger.Totals;

/// What the bars are high by.
enum Unit {
    MONEY("$"),
    TOKENS("tokens"),
    REQUESTS("requests");

    private final String label;

    Unit(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    long of(Totals totals) {
        return switch (this) {
            case MONEY -> totals.picos();
            case TOKENS -> totals.tokens();
            case REQUESTS -> totals.requests();
        };
    }

    String axis(double value) {
        return this == MONEY ? Money.axis(value) : Format.tokens(value);
    }

    String value(double value) {
        return this == MONEY ? Money.sum(Math.round(value)) : Format.count(Math.round(value));
    }

    String total(Totals totals) {
        return this == MONEY ? Money.sum(totals.picos()) : Format.tokens((double) of(totals));
    }
}
