package dev.tollgate.gateway.pricing;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The starter prices that come with the product, so that the first call of a new user has a cost. Used where nobody
/// typed a row; shown with source and date.
public final class ShippedPrices {
    private static final String RESOURCE = "prices.yaml";

    private static final int MICRO_DIGITS = 6;
    private static final Map<String, Unit> UNITS = units();

    private final Map<String, Instant> dates = new HashMap<>();
    private final List<PriceRow> rows = new ArrayList<>(2048);
    private final Predicate<String> wanted;
    private boolean reading;
    private String provider = "";
    private String source = "";

    private ShippedPrices(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    /// All rows of the shipped file, each with where it comes from. Read anew on each call, so keep the list.
    public static List<PriceRow> rows() {
        return read(text(), provider -> true);
    }

    /// The rows of some providers, by their ids in the catalogue: a start needs no others, and reading all takes time.
    public static List<PriceRow> rows(Set<String> catalogueIds) {
        return read(text(), catalogueIds::contains);
    }

    static List<PriceRow> read(String text, Predicate<String> wanted) {
        var reading = new ShippedPrices(wanted);
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            reading.line(text.substring(from, end));
            from = end + 1;
        }
        return Collections.unmodifiableList(reading.rows);
    }

    static String text() {
        try (InputStream in = ShippedPrices.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void line(String line) {
        if (line.startsWith("  - ")) {
            if (reading) {
                row(FlowText.map(line, 4));
            }
        } else if (line.startsWith("  source: ")) {
            source = line.substring(11, line.length() - 1);
        } else if (!line.isEmpty() && Character.isLetter(line.charAt(0))) {
            provider = line.substring(0, line.length() - 1);
            reading = wanted.test(provider);
        }
    }

    private void row(Map<String, Object> fields) {
        var from = date(String.valueOf(fields.get("from")));
        var rates = rates(fields);
        long fee = fields.get("request_usd") instanceof String usd ? Picos.ofUsd(new BigDecimal(usd)) : 0;
        var tiers = tiers(fields.get("tiers"));
        if (fields.get("models") instanceof List<?> models) {
            for (var model : models) {
                rows.add(new PriceRow(provider, (String) model, from, Optional.empty(), rates, fee, tiers, true,
                        source));
            }
        }
    }

    private static List<PriceRow.Tier> tiers(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return List.of();
        }
        var tiers = new ArrayList<PriceRow.Tier>();
        for (var each : list) {
            if (each instanceof Map<?, ?> fields) {
                tiers.add(new PriceRow.Tier(Long.parseLong((String) fields.get("above")), false, rates(fields)));
            }
        }
        return List.copyOf(tiers);
    }

    private static Map<Unit, Long> rates(Map<?, ?> fields) {
        var rates = new EnumMap<Unit, Long>(Unit.class);
        for (var field : fields.entrySet()) {
            var unit = UNITS.get(field.getKey());
            if (unit != null && field.getValue() instanceof String usd) {
                rates.put(unit, picosPerToken(usd));
            }
        }
        return Map.copyOf(rates);
    }

    /// `0.075` USD per million to 75,000, by hand: this runs thousands of times in a JVM that is still cold.
    static long picosPerToken(String usd) {
        int point = usd.indexOf('.');
        long whole = Long.parseLong(usd, 0, point < 0 ? usd.length() : point, 10);
        long micros = 0;
        for (int i = 0, at = point + 1; i < MICRO_DIGITS; i++, at++) {
            micros = micros * 10 + (point >= 0 && at < usd.length() ? usd.charAt(at) - '0' : 0);
        }
        return Math.addExact(Math.multiplyExact(whole, 1_000_000L), micros);
    }

    private Instant date(String day) {
        return dates.computeIfAbsent(day, text -> LocalDate.of(Integer.parseInt(text, 0, 4, 10),
                Integer.parseInt(text, 5, 7, 10), Integer.parseInt(text, 8, 10, 10)).atStartOfDay()
                .toInstant(ZoneOffset.UTC));
    }

    private static Map<String, Unit> units() {
        var units = new HashMap<String, Unit>();
        for (var unit : Unit.values()) {
            units.put(unit.word(), unit);
        }
        return units;
    }
}
