package dev.tollgate.console.fx.form;

import dev.tollgate.gateway.config.Amounts;
import dev.tollgate.gateway.config.Durations;
import dev.tollgate.gateway.term.Picos;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/// How numbers, money and times are typed; empty text is an empty value, and each prints what it reads.
public final class Texts {
    private static final Pattern WHOLE = Pattern.compile("(\\d{1,15})(?:\\.(\\d{1,3}))?([kKmM]?)");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,15}(\\.\\d{1,12})?");
    private static final String COMMA = "Commas are not read: write 1.5, and 1500 without a mark.";
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private Texts() {}

    /// A whole number: `600`, `200k`, `1.5M`, `200 000`.
    public static Read<OptionalLong> whole(String typed) {
        var text = typed.replaceAll("[\\s_]", "");
        if (text.isEmpty()) {
            return Read.good(OptionalLong.empty());
        }
        if (text.contains(",")) {
            return Read.wrong(COMMA);
        }
        var match = WHOLE.matcher(text);
        if (!match.matches()) {
            return Read.wrong("Write a whole number, such as 600 or 200k.");
        }
        var shift = switch (match.group(3)) {
            case "k", "K" -> 3;
            case "m", "M" -> 6;
            default -> 0;
        };
        var number = new BigDecimal(text.replaceAll("[kKmM]", "")).movePointRight(shift).stripTrailingZeros();
        return number.scale() > 0 || number.precision() - number.scale() > 18
                ? Read.wrong("Write a whole number, such as 600 or 200k.")
                : Read.good(OptionalLong.of(number.longValueExact()));
    }

    /// Digits without marks, as `whole` reads them back.
    public static String print(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "";
    }

    /// A decimal number such as a factor or a share: `2.5`.
    public static Read<Optional<BigDecimal>> decimal(String typed) {
        var text = typed.strip();
        if (text.isEmpty()) {
            return Read.good(Optional.empty());
        }
        if (text.contains(",")) {
            return Read.wrong(COMMA);
        }
        return DECIMAL.matcher(text).matches()
                ? Read.good(Optional.of(new BigDecimal(text)))
                : Read.wrong("Write a number, such as 2.5.");
    }

    /// US dollars as pico-dollars: `25`, `$0.15`.
    public static Read<OptionalLong> usd(String typed) {
        return money(typed, Amounts::usd);
    }

    /// US dollars per million tokens as pico-dollars per token: `0.15`.
    public static Read<OptionalLong> usdPerMillion(String typed) {
        return money(typed, Amounts::perMillion);
    }

    private static Read<OptionalLong> money(String typed, Function<String, Amounts.Amount> reader) {
        var text = typed.strip().replaceFirst("^\\$\\s*", "");
        if (text.isEmpty()) {
            return Read.good(OptionalLong.empty());
        }
        if (text.contains(",")) {
            return Read.wrong(COMMA);
        }
        return switch (reader.apply(text)) {
            case Amounts.Amount.Exact(long picos) -> Read.good(OptionalLong.of(picos));
            case Amounts.Amount.Wrong(var why) -> Read.wrong("This " + why + ".");
        };
    }

    /// Dollars as `usd` reads them back, every digit.
    public static String printUsd(OptionalLong picos) {
        return picos.isPresent() ? Picos.usd(picos.getAsLong()) : "";
    }

    /// Dollars per million tokens as `usdPerMillion` reads them back.
    public static String printUsdPerMillion(OptionalLong picosPerToken) {
        return picosPerToken.isPresent()
                ? BigDecimal.valueOf(picosPerToken.getAsLong(), 6).stripTrailingZeros().toPlainString()
                : "";
    }

    /// `200ms`, `5s`, `2m`, `1h`, `30d`, with or without a space.
    public static Read<Optional<Duration>> duration(String typed) {
        var text = typed.replaceAll("\\s", "");
        if (text.isEmpty()) {
            return Read.good(Optional.empty());
        }
        var found = Durations.parse(text);
        return found.isPresent()
                ? Read.good(found)
                : Read.wrong("Write a time such as 200ms, 5s, 2m, 1h or 30d.");
    }

    public static String print(Optional<Duration> duration) {
        return duration.map(Durations::print).orElse("");
    }

    /// A day or minute in a zone: `2026-12-31`, `2026-12-31 18:00`; a day means its first moment.
    public static Read<Optional<Instant>> moment(String typed, ZoneId zone) {
        var text = typed.strip();
        if (text.isEmpty()) {
            return Read.good(Optional.empty());
        }
        try {
            var at = text.length() <= 10
                    ? LocalDate.parse(text).atStartOfDay()
                    : LocalDateTime.parse(text.replace(' ', 'T'));
            return Read.good(Optional.of(at.atZone(zone).toInstant()));
        } catch (DateTimeException _) {
            return Read.wrong("Write a day such as 2026-12-31, or 2026-12-31 18:00.");
        }
    }

    /// As `moment` reads it back: the day alone where it is midnight; seconds only where there are any.
    public static String printMoment(Optional<Instant> moment, ZoneId zone) {
        return moment.map(at -> at.atZone(zone).toLocalDateTime()).map(at -> {
            if (at.toLocalTime().toNanoOfDay() == 0) {
                return at.toLocalDate().toString();
            }
            return at.getSecond() == 0 && at.getNano() == 0 ? MINUTE.format(at) : at.toString().replace('T', ' ');
        }).orElse("");
    }
}
