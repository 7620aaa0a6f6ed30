package dev.tollgate.console.spend;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.ledger.Totals;

/// What the bars are high by, and how its figures read.
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

    /// Beside a grid line.
    String axis(double value) {
        return this == MONEY ? Money.axis(value) : value == 0 ? "0" : Format.tokens(value);
    }

    /// In labels, totals and columns.
    String text(long value) {
        return switch (this) {
            case MONEY -> Money.sum(value);
            case TOKENS -> value < 0 ? "−" + Format.tokens((double) -value) : Format.tokens((double) value);
            case REQUESTS -> value < 0 ? "−" + Format.count(-value) : Format.count(value);
        };
    }

    /// In a column whose points stand in line; nothing reads `–`.
    String cell(long value) {
        return value == 0 ? Format.NONE : aligned(text(value));
    }

    /// Signed, points in line.
    String delta(long value) {
        return aligned((value > 0 ? "+" : "") + text(value));
    }

    /// In a total; the three reasons for no money stay apart, and what has no price is counted beside it.
    String total(Totals totals) {
        if (this != MONEY) {
            return totals.requests() == 0 ? Format.NONE : text(of(totals));
        }
        return switch (Price.of(totals)) {
            case PRICED, FREE -> Money.sum(totals.picos());
            case NONE -> Format.NONE;
            case UNPRICED -> "";
        };
    }

    private String aligned(String text) {
        return this == MONEY ? Money.aligned(text, 3) : text;
    }
}
