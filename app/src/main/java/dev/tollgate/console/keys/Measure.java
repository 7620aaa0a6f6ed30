package dev.tollgate.console.keys;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.config.Budget;

/// Amounts in a budget's unit as text.
final class Measure {
    private Measure() {}

    /// `$9.10`, `12.4k tokens`, `40 requests`.
    static String whole(Budget.Unit unit, long amount) {
        return switch (unit) {
            case USD -> Money.sum(amount);
            case TOKENS -> Format.tokens((double) amount) + " tokens";
            case REQUESTS -> Format.count(amount) + (amount == 1 ? " request" : " requests");
        };
    }

    /// The same without the unit's name, for columns and gauges.
    static String bare(Budget.Unit unit, long amount) {
        return switch (unit) {
            case USD -> Money.sum(amount);
            case TOKENS -> Format.tokens((double) amount);
            case REQUESTS -> Format.count(amount);
        };
    }

    /// What one call holds or costs, with every digit that matters.
    static String cell(Budget.Unit unit, long amount) {
        return switch (unit) {
            case USD -> amount == 0 ? "$0.00" : Money.cell(amount);
            case TOKENS, REQUESTS -> Format.count(amount);
        };
    }

    static String zero(Budget.Unit unit) {
        return unit == Budget.Unit.USD ? "$0" : "0";
    }
}
