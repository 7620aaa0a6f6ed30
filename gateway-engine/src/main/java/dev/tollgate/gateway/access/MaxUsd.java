package dev.tollgate.gateway.access;

import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.wire.Head;
import java.math.BigDecimal;
import java.util.OptionalLong;

/// What `x-tollgate-max-usd` says. A limit on money that cannot be read is refused: ignoring it would cost.
sealed interface MaxUsd {
    String NAME = "x-tollgate-max-usd";
    int LONGEST = 24;

    /// @param picos pico-dollars; empty: none was set
    record Limit(OptionalLong picos) implements MaxUsd {}

    /// @param message for the client
    record Wrong(String message) implements MaxUsd {}

    static MaxUsd of(Head head) {
        var value = head.first(NAME).map(String::strip).orElse("");
        if (value.isEmpty()) {
            return new Limit(OptionalLong.empty());
        }
        try {
            // The length bounds the digits, the letters keep exponents out.
            if (value.length() <= LONGEST && value.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
                return new Limit(OptionalLong.of(Picos.ofUsd(new BigDecimal(value))));
            }
        } catch (ArithmeticException | NumberFormatException e) {
            return wrong();
        }
        return wrong();
    }

    private static Wrong wrong() {
        return new Wrong("Header " + NAME + " must be an amount of USD as a plain decimal, such as 0.05.");
    }
}
