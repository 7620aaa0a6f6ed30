package dev.tollgate.console.prices;

import dev.tollgate.gateway.pricing.RateText;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.term.Word;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads a block copied from a spreadsheet: a model in each line, its rates in the order of the table, or as a line of
/// names above them says. All of it or nothing. Pure.
final class Pasting {
    private static final String MODEL = "model";
    private static final String PROVIDER = "provider";
    private static final String FROM = "from";
    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("model", MODEL), Map.entry("name", MODEL),
            Map.entry("provider", PROVIDER), Map.entry("in", "input"), Map.entry("input", "input"),
            Map.entry("cached", "cache_read"), Map.entry("cached input", "cache_read"),
            Map.entry("cache_read", "cache_read"), Map.entry("write 5 m", "cache_write_5m"),
            Map.entry("write5m", "cache_write_5m"), Map.entry("cache_write_5m", "cache_write_5m"),
            Map.entry("write 1 h", "cache_write_1h"), Map.entry("write1h", "cache_write_1h"),
            Map.entry("cache_write_1h", "cache_write_1h"), Map.entry("out", "output"),
            Map.entry("output", "output"), Map.entry("from", FROM), Map.entry("valid from", FROM));
    private static final List<String> USUAL =
            List.of(MODEL, "input", "cache_read", "cache_write_5m", "cache_write_1h", "output", FROM);

    private Pasting() {}

    /// What the block says.
    sealed interface Read {
        record Rows(List<Row> rows) implements Read {}

        /// Nothing was taken over.
        record Wrong(String message) implements Read {}
    }

    /// @param provider empty where the block does not say
    /// @param rates empty values for rates the block says there are none of
    record Row(int line, String provider, String model, Map<Unit, OptionalLong> rates, Optional<Instant> from) {}

    private static final class Odd extends RuntimeException {
        private static final long serialVersionUID = 1;

        Odd(int line, String message) {
            super("Line " + line + ": " + message + " Nothing was taken over.");
        }
    }

    static Read read(String text) {
        try {
            var lines = text.lines().toList();
            var columns = USUAL;
            var rows = new ArrayList<Row>();
            for (int i = 0; i < lines.size(); i++) {
                var cells = List.of(lines.get(i).split("\t", -1));
                if (lines.get(i).isBlank()) {
                    continue;
                }
                var named = rows.isEmpty() ? named(cells) : Optional.<List<String>>empty();
                if (named.isPresent()) {
                    columns = named.get();
                } else {
                    rows.add(row(i + 1, cells, columns));
                }
            }
            return rows.isEmpty()
                    ? new Read.Wrong(
                            "Copy lines of a model and its rates, such as from a spreadsheet, and paste again.")
                    : new Read.Rows(rows);
        } catch (Odd mistake) {
            return new Read.Wrong(String.valueOf(mistake.getMessage()));
        }
    }

    /// The names above the columns, where the line is one of names.
    private static Optional<List<String>> named(List<String> cells) {
        var names = cells.stream().map(cell -> NAMES.getOrDefault(cell.strip().toLowerCase(Locale.ROOT), "")).toList();
        return names.contains(MODEL) ? Optional.of(names) : Optional.empty();
    }

    private static Row row(int line, List<String> cells, List<String> columns) {
        if (cells.size() < 2) {
            throw new Odd(line, "a model and at least one rate are needed, with tabs between.");
        }
        var texts = new HashMap<String, String>();
        var rates = new EnumMap<Unit, OptionalLong>(Unit.class);
        for (int i = 0; i < Math.min(cells.size(), columns.size()); i++) {
            var name = columns.get(i);
            var unit = unit(name);
            if (unit.isPresent()) {
                rates.put(unit.get(), rate(line, name, cells.get(i)));
            } else {
                texts.put(name, cells.get(i).strip());
            }
        }
        var model = texts.getOrDefault(MODEL, "");
        if (model.isEmpty()) {
            throw new Odd(line, "the model is missing.");
        }
        return new Row(line, texts.getOrDefault(PROVIDER, ""), model, rates, from(line, texts.getOrDefault(FROM, "")));
    }

    private static Optional<Unit> unit(String name) {
        return Word.parse(Unit.class, name).filter(unit -> unit.priceField().equals(name));
    }

    private static OptionalLong rate(int line, String name, String text) {
        return switch (RateText.read(text)) {
            case RateText.Read.Rate(var rate) -> rate;
            case RateText.Read.Wrong(var message) ->
                throw new Odd(line, name.replace('_', ' ') + " says '" + text.strip() + "'. " + message);
        };
    }

    private static Optional<Instant> from(int line, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text).atStartOfDay()
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException odd) {
            throw new Odd(line, "the date is written 2026-01-31, not '" + text + "'.");
        }
    }
}
