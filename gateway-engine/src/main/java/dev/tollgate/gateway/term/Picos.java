package dev.tollgate.gateway.term;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Money: pico-dollars (1e-12 USD) in a `long`, written as plain decimals of USD.
public final class Picos {
    public static final long PER_USD = 1_000_000_000_000L;

    private Picos() {}

    /// Plain decimal USD without exponent or trailing zeros; zero is `0`.
    public static String usd(long picos) {
        return picos == 0 ? "0" : BigDecimal.valueOf(picos, 12).stripTrailingZeros().toPlainString();
    }

    /// USD as written, rounded half-even once to a pico-dollar.
    ///
    /// @throws ArithmeticException beyond `Long.MAX_VALUE`, about 9.2 million USD
    public static long ofUsd(BigDecimal usd) {
        return usd.movePointRight(12).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    /// A rate of USD per million tokens as pico-dollars per token: $1/M is 1,000,000.
    ///
    /// @throws ArithmeticException where the rate is finer than a pico-dollar a token, or too large
    public static long perToken(BigDecimal usdPerMillion) {
        return usdPerMillion.movePointRight(6).longValueExact();
    }

    /// The inverse of [#perToken], as a plain decimal of USD per million.
    public static String usdPerMillion(long picosPerToken) {
        return picosPerToken == 0 ? "0" : BigDecimal.valueOf(picosPerToken, 6).stripTrailingZeros().toPlainString();
    }
}
