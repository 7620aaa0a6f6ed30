package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.term.Word;

/// A cap in pico-dollars over a scope and a window; what would pass it is refused.
///
/// @param strict the hold counts a token for each byte of input, so that overspend is impossible
public record Budget(String name, Scope scope, Window window, long picos, boolean strict) {
    /// How long a cap counts: a day of the billing zone, or for ever.
    public enum Window implements Word {
        DAY,
        TOTAL
    }
}
