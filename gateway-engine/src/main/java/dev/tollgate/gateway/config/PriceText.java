package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Writes price rows: as the part of a configuration that [ConfigFile] reads back to equal values, and as CSV and JSON
/// with the same names of fields. Shipped rows are written too, with where they come from.
public final class PriceText {
    private static final List<Unit> RATED = List.of(Unit.INPUT, Unit.CACHE_READ, Unit.CACHE_WRITE_5M,
            Unit.CACHE_WRITE_1H, Unit.OUTPUT, Unit.REASONING, Unit.AUDIO_INPUT, Unit.AUDIO_OUTPUT,
            Unit.AUDIO_CACHE_READ, Unit.IMAGE_INPUT, Unit.IMAGE_OUTPUT, Unit.IMAGES, Unit.AUDIO_SECONDS,
            Unit.CHARACTERS,
            Unit.SEARCH_UNITS);
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private PriceText() {}

    /// The mapping `prices:` alone.
    public static String yaml(List<PriceRow> rows) {
        var top = new YamlBlock();
        rows.forEach(row -> write(top.item("prices"), row));
        return rows.isEmpty() ? "prices: []\n" : top.render();
    }

    static void write(YamlBlock block, PriceRow row) {
        block.text("provider", row.provider()).text("model", row.model())
                .raw("from", ConfigText.instant(row.from()));
        row.until().ifPresent(until -> block.raw("until", ConfigText.instant(until)));
        if (row.batch()) {
            block.raw("batch", "true");
        }
        rates(block, row.rates());
        if (row.requestPicos() != 0) {
            block.raw("request_usd", Picos.usd(row.requestPicos()));
        }
        for (var tier : row.tiers()) {
            var inner = block.item("tiers");
            inner.raw(tier.inclusive() ? "reach" : "above", Long.toString(tier.threshold()));
            rates(inner, tier.rates());
        }
        if (!row.origin().equals(PriceRow.TYPED) && !row.origin().isBlank()) {
            block.text("source", row.origin());
        }
        row.about().version().ifPresent(version -> block.text("version", version));
        row.about().checked().ifPresent(day -> block.raw("checked", ConfigText.instant(day)));
        row.about().note().ifPresent(note -> block.text("note", note));
        row.about().raw().ifPresent(raw -> block.text("raw", raw));
    }

    private static void rates(YamlBlock block, Map<Unit, Long> rates) {
        rates.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(entry -> block.raw(entry.getKey().priceField(), entry.getKey().priceText(entry.getValue())));
    }

    /// An object with a list `prices`; every number is exact.
    public static String json(List<PriceRow> rows) {
        return rows.stream().map(PriceText::object).collect(Collectors.joining(",\n  ", "{\"prices\": [\n  ",
                "\n]}\n"));
    }

    private static String object(PriceRow row) {
        var parts = new ArrayList<String>();
        parts.add("\"provider\": " + quoted(row.provider()));
        parts.add("\"model\": " + quoted(row.model()));
        parts.add("\"from\": " + quoted(row.from().toString()));
        row.until().ifPresent(until -> parts.add("\"until\": " + quoted(until.toString())));
        if (row.batch()) {
            parts.add("\"batch\": true");
        }
        numbers(parts, row.rates());
        if (row.requestPicos() != 0) {
            parts.add("\"request_usd\": " + Picos.usd(row.requestPicos()));
        }
        if (!row.tiers().isEmpty()) {
            parts.add("\"tiers\": [" + row.tiers().stream().map(PriceText::tier).collect(Collectors.joining(", "))
                    + "]");
        }
        parts.add("\"source\": " + quoted(row.origin()));
        text(parts, "version", row.about().version());
        text(parts, "checked", row.about().checked().map(Object::toString));
        text(parts, "note", row.about().note());
        text(parts, "raw", row.about().raw());
        return "{" + String.join(", ", parts) + "}";
    }

    private static String tier(PriceRow.Tier tier) {
        var parts = new ArrayList<String>();
        parts.add("\"" + (tier.inclusive() ? "reach" : "above") + "\": " + tier.threshold());
        numbers(parts, tier.rates());
        return "{" + String.join(", ", parts) + "}";
    }

    private static void numbers(List<String> parts, Map<Unit, Long> rates) {
        for (var unit : RATED) {
            var rate = rates.get(unit);
            if (rate != null) {
                parts.add("\"" + unit.priceField() + "\": " + unit.priceText(rate));
            }
        }
    }

    private static void text(List<String> parts, String name, Optional<String> value) {
        value.ifPresent(text -> parts.add("\"" + name + "\": " + quoted(text)));
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /// A line for each row under a line of names; tiers stand in one cell.
    public static String csv(List<PriceRow> rows) {
        var columns = columns();
        var lines = new ArrayList<String>();
        lines.add(columns.keySet().stream().collect(Collectors.joining(",")));
        for (var row : rows) {
            lines.add(columns.values().stream().map(column -> cell(column.apply(row)))
                    .collect(Collectors.joining(",")));
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    private static Map<String, Function<PriceRow, String>> columns() {
        var columns = new LinkedHashMap<String, Function<PriceRow, String>>();
        columns.put("provider", PriceRow::provider);
        columns.put("model", PriceRow::model);
        columns.put("from", row -> row.from().toString());
        columns.put("until", row -> row.until().map(Object::toString).orElse(""));
        columns.put("batch", row -> row.batch() ? "true" : "");
        for (var unit : RATED) {
            columns.put(unit.priceField(), row -> Optional.ofNullable(row.rates().get(unit)).map(unit::priceText)
                    .orElse(""));
        }
        columns.put("request_usd", row -> row.requestPicos() == 0 ? "" : Picos.usd(row.requestPicos()));
        columns.put("tiers", row -> row.tiers().stream().map(PriceText::tier).collect(Collectors.joining(" ")));
        columns.put("source", PriceRow::origin);
        columns.put("version", row -> row.about().version().orElse(""));
        columns.put("checked", row -> row.about().checked().map(Object::toString).orElse(""));
        columns.put("note", row -> row.about().note().orElse(""));
        return columns;
    }

    /// By RFC 4180; what a spreadsheet would run as a formula gets an apostrophe before it.
    private static String cell(String text) {
        var safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
