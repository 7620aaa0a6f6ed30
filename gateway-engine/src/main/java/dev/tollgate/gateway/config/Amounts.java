package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Picos;
import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Money, rates and sizes as people type them, read without a loss or not at all.
public final class Amounts {
    private static final Pattern DECIMAL = Pattern
            .compile("-?(\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30})([eE][-+]?\\d{1,2})?");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12}) ?(B|kB|KB|MB|GB)?");

    private Amounts() {}

    /// Either the amount, or in words what is wrong with it.
    public sealed interface Amount {
        /// In pico-dollars, or pico-dollars per token; never negative.
        record Exact(long picos) implements Amount {}

        /// A clause to stand after the field's name: `must not be negative`.
        record Wrong(String why) implements Amount {}
    }

    /// Plain USD as pico-dollars.
    public static Amount usd(String text) {
        return read(text, 12, "is finer than a trillionth of a dollar", "is more than 9 million dollars");
    }

    /// USD per million tokens as pico-dollars per token.
    public static Amount perMillion(String text) {
        return read(text, 6, "is finer than $0.000001 per million tokens", "is more than a price can be");
    }

    private static Amount read(String text, int shift, String tooFine, String tooLarge) {
        if (!DECIMAL.matcher(text).matches()) {
            return new Amount.Wrong("must be a decimal number of dollars such as 0.15");
        }
        var value = new BigDecimal(text).movePointRight(shift).stripTrailingZeros();
        if (value.signum() < 0) {
            return new Amount.Wrong("must not be negative");
        }
        if (value.scale() > 0) {
            return new Amount.Wrong(tooFine);
        }
        return value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? new Amount.Wrong(tooLarge)
                : new Amount.Exact(value.longValueExact());
    }

    /// A size such as `64MB` in bytes (1 MB = 1,000,000); empty where the text is none.
    public static OptionalLong bytes(String text) {
        var match = SIZE.matcher(text);
        if (!match.matches()) {
            return OptionalLong.empty();
        }
        var unit = match.group(2);
        return OptionalLong.of(Long.parseLong(match.group(1)) * (unit == null ? 1 : factor(unit)));
    }

    private static long factor(String unit) {
        return switch (unit) {
            case "kB", "KB" -> 1_000;
            case "MB" -> 1_000_000;
            case "GB" -> 1_000_000_000;
            default -> 1;
        };
    }

    /// The shortest spelling that [#bytes] reads back.
    public static String printBytes(long bytes) {
        if (bytes != 0 && bytes % 1_000_000_000 == 0) {
            return bytes / 1_000_000_000 + "GB";
        }
        if (bytes != 0 && bytes % 1_000_000 == 0) {
            return bytes / 1_000_000 + "MB";
        }
        return bytes != 0 && bytes % 1_000 == 0 ? bytes / 1_000 + "kB" : bytes + "B";
    }

    /// USD of pico-dollars, as [#usd] reads it back.
    static String print(long picos) {
        return Picos.usd(picos);
    }
}
