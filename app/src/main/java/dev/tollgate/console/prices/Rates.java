package dev.tollgate.console.prices;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Rates, dates and origins of rows as text.
final class Rates {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final Map<Unit, String> OTHERS = Map.of(Unit.REASONING, "reasoning", Unit.AUDIO_INPUT, "audio in",
            Unit.AUDIO_OUTPUT, "audio out", Unit.AUDIO_CACHE_READ, "cached audio", Unit.IMAGE_INPUT, "images in",
            Unit.IMAGE_OUTPUT, "images out", Unit.IMAGES, "a picture", Unit.AUDIO_SECONDS, "a second", Unit.CHARACTERS,
            "characters", Unit.SEARCH_UNITS, "a search");

    private static final Pattern DATE = Pattern.compile("20\\d\\d-[01]\\d-[0-3]\\d");

    private Rates() {}

    /// USD per million with three decimals or as many as it has: `0.250`, `0.0028`.
    static String text(long rate) {
        var usd = new BigDecimal(Picos.usdPerMillion(rate));
        return usd.setScale(Math.max(3, usd.scale()), RoundingMode.UNNECESSARY).toPlainString();
    }

    /// The same of any unit: dollars a million of it, or a piece with their sign: `$0.04`.
    static String text(Unit unit, long rate) {
        return unit.isPricedByPiece() ? "$" + unit.priceText(rate) : text(rate);
    }

    /// For a column of the table: points in one line, four words for what is no number.
    static String cell(Line line, Unit unit) {
        if (line.isUnpriced()) {
            return unit == Unit.INPUT || unit == Unit.OUTPUT ? Money.UNPRICED : Format.NONE;
        }
        var rate = line.rate(unit);
        if (rate.isEmpty()) {
            return Format.NONE;
        }
        boolean free = line.row().filter(Rates::isFree).isPresent();
        return free ? Money.FREE : Money.aligned(text(rate.getAsLong()), 4);
    }

    static boolean isFree(PriceRow row) {
        return row.requestPicos() == 0 && !row.rates().isEmpty()
                && row.rates().values().stream().allMatch(rate -> rate == 0)
                && row.tiers().stream().allMatch(tier -> tier.rates().values().stream().allMatch(rate -> rate == 0));
    }

    /// What the columns have no room for; of an unpriced model how much it touches.
    static String extras(Line line) {
        if (line.isUnpriced()) {
            return Format.count(line.requests()) + (line.requests() == 1 ? " request" : " requests");
        }
        if (line.dropped()) {
            return "goes";
        }
        return line.row().map(row -> String.join(", ", extras(row))).filter(text -> !text.isEmpty())
                .orElse(Format.NONE);
    }

    private static List<String> extras(PriceRow row) {
        var parts = new ArrayList<String>();
        if (row.batch()) {
            parts.add("in batches");
        }
        for (var tier : row.tiers()) {
            parts.add((tier.inclusive() ? "≥ " : "> ") + Format.tokens((double) tier.threshold()) + " tier");
        }
        OTHERS.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(each -> {
            var rate = row.rates().get(each.getKey());
            if (rate != null) {
                parts.add(each.getValue() + " " + text(each.getKey(), rate));
            }
        });
        if (row.requestPicos() > 0) {
            parts.add("+ $" + Picos.usd(row.requestPicos()) + " a call");
        }
        row.until().ifPresent(end -> parts.add("until " + date(end)));
        return parts;
    }

    /// A date in UTC, as rows have them; the time where it is not midnight.
    static String date(Instant at) {
        var utc = at.atOffset(ZoneOffset.UTC);
        return utc.toLocalTime().equals(LocalTime.MIDNIGHT) ? utc.toLocalDate().toString() : MINUTE.format(utc);
    }

    static String from(Line line) {
        return line.row().map(row -> date(row.from())).orElse(Format.NONE);
    }

    static String source(Line line) {
        return line.row().map(row -> row.shipped() ? "shipped" : row.origin()).orElse("");
    }

    /// How long ago somebody, or a list, last said so: `9 d`.
    static String checked(Line line, Instant now) {
        return line.row().flatMap(row -> row.about().checked().or(() -> listed(row)))
                .map(day -> Math.max(0, Duration.between(day, now).toDays()) + " d").orElse(Format.NONE);
    }

    /// The date of the list that a shipped row was taken from stands in its origin.
    private static Optional<Instant> listed(PriceRow row) {
        var date = DATE.matcher(row.origin());
        return row.shipped() && date.find()
                ? Optional.of(LocalDate.parse(date.group()).atStartOfDay().toInstant(ZoneOffset.UTC))
                : Optional.empty();
    }
}
