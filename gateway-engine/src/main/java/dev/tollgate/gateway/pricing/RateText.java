package dev.tollgate.gateway.pricing;

import dev.tollgate.gateway.config.Amounts;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// A rate as people type or paste it: `0.15`, `$3.00`, `free`, `-` for none. A comma is never guessed at: `0,25` and
/// `1,250` differ by a thousand.
public final class RateText {
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(,\\d{3})+(\\.\\d+)?");
    private static final Pattern NONE = Pattern.compile("|[-–—]|n/a|none", Pattern.CASE_INSENSITIVE);

    private RateText() {}

    /// What the text says.
    public sealed interface Read {
        /// Pico-dollars a token, or a row without this rate.
        record Rate(OptionalLong picos) implements Read {}

        /// Nothing is taken over; the sentence says what to write instead.
        record Wrong(String message) implements Read {}
    }

    /// Reads USD per million tokens.
    public static Read read(String text) {
        var bare = text.strip().replaceFirst("^\\$\\s*", "").replaceFirst("(?i)\\s*(/\\s*1?m|usd)$", "");
        if (NONE.matcher(bare).matches()) {
            return new Read.Rate(OptionalLong.empty());
        }
        if (bare.equalsIgnoreCase("free")) {
            return new Read.Rate(OptionalLong.of(0));
        }
        return comma(bare).<Read>map(Read.Wrong::new).orElseGet(() -> switch (Amounts.perMillion(bare)) {
            case Amounts.Amount.Exact(long picos) -> new Read.Rate(OptionalLong.of(picos));
            case Amounts.Amount.Wrong(String why) -> new Read.Wrong("A rate " + why + ".");
        });
    }

    private static Optional<String> comma(String text) {
        if (text.indexOf(',') < 0) {
            return Optional.empty();
        }
        return Optional.of(GROUPED.matcher(text).matches()
                ? "Write " + text.replace(",", "") + " or " + text.replaceFirst(",", ".")
                        + ": a comma can mean either, so it is not taken."
                : "Write it with a point: " + text.replace(',', '.') + ".");
    }
}
