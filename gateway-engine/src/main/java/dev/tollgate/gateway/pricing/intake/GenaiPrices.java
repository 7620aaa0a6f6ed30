package dev.tollgate.gateway.pricing.intake;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.term.Unit;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The data of github.com/pydantic/genai-prices. A price without a date has held "always"; of prices by the hour the
/// dearest is taken, since rows here know no hours yet. Used once, by one thread.
final class GenaiPrices {
    static final String NAME = "genai-prices";
    /// Stands for "no date known", as in the shipped rows.
    private static final Instant ALWAYS = Instant.parse("2020-01-01T00:00:00Z");
    private static final int MILLION = 6;
    private static final int THOUSAND = 9;
    private static final Map<String, Unit> UNITS = Map.ofEntries(Map.entry("input_mtok", Unit.INPUT),
            Map.entry("cache_read_mtok", Unit.CACHE_READ), Map.entry("cache_write_mtok", Unit.CACHE_WRITE_5M),
            Map.entry("cache_write_1h_mtok", Unit.CACHE_WRITE_1H), Map.entry("output_mtok", Unit.OUTPUT),
            Map.entry("output_reasoning_mtok", Unit.REASONING), Map.entry("input_audio_mtok", Unit.AUDIO_INPUT),
            Map.entry("output_audio_mtok", Unit.AUDIO_OUTPUT),
            Map.entry("cache_audio_read_mtok", Unit.AUDIO_CACHE_READ), Map.entry("input_image_mtok", Unit.IMAGE_INPUT),
            Map.entry("output_image_mtok", Unit.IMAGE_OUTPUT));
    /// Where the catalogue has another id.
    private static final Map<String, String> IDS = Map.of("google", "gemini", "moonshotai", "moonshot", "zhipuai",
            "zhipu", "voyageai", "voyage");

    private final Instant day;
    private final Notes notes = new Notes();
    private final List<PriceRow> rows = new ArrayList<>();

    GenaiPrices(Instant day) {
        this.day = day;
    }

    Intake read(List<Item> providers) {
        for (var provider : providers) {
            var fields = provider.fields();
            var id = needed(provider, fields, "id").text();
            for (var model : needed(provider, fields, "models").items()) {
                model(IDS.getOrDefault(id, id), model);
            }
        }
        return new Intake.Read(NAME, rows, notes.words());
    }

    private static Item needed(Item of, Map<String, Item> fields, String name) {
        var found = fields.get(name);
        if (found == null) {
            throw of.wrong("has no " + name);
        }
        return found;
    }

    private void model(String provider, Item model) {
        var fields = model.fields();
        var id = needed(model, fields, "id").text();
        var names = new LinkedHashSet<String>();
        match(needed(model, fields, "match").named("match of " + id), names);
        var prices = needed(model, fields, "prices").named(provider + "/" + id);
        var dated = prices.isList() ? dated(prices) : Map.of(ALWAYS, lines(prices));
        for (var each : dated.entrySet()) {
            if (each.getValue().isEmpty()) {
                notes.count("prices without any rate we know, left out");
                continue;
            }
            for (var name : names) {
                rows.add(row(provider, name, each.getKey(), each.getValue(), prices.raw()));
            }
        }
    }

    private PriceRow row(String provider, String model, Instant from, Lines lines, String raw) {
        return new PriceRow(provider, model, from, Optional.empty(), lines.rates(), lines.fee(), lines.tiers(), false,
                PriceRow.IMPORTED, new PriceRow.Provenance(Optional.of(NAME), Optional.of(day), Optional.empty(),
                        Optional.of(raw)),
                false);
    }

    /// The list's rules as names and patterns; what those cannot say is left out.
    private void match(Item rule, Set<String> names) {
        rule.fields().forEach((kind, value) -> {
            switch (kind) {
                case "or" -> value.items().forEach(each -> match(each, names));
                case "equals" -> names.add(value.text());
                case "starts_with" -> names.add(value.text() + "*");
                case "ends_with" -> names.add("*" + value.text());
                case "contains" -> names.add("*" + value.text() + "*");
                case "regex", "and" -> notes.count("rules of kind " + kind + ", left out");
                default -> throw value.wrong("is a rule of an unknown kind");
            }
        });
    }

    private Map<Instant, Lines> dated(Item prices) {
        var dated = new TreeMap<Instant, Lines>();
        for (var each : prices.items()) {
            var fields = each.fields();
            var lines = lines(needed(each, fields, "prices").named(prices.path()));
            var constraint = fields.get("constraint");
            if (constraint == null || constraint.isNull()) {
                dated.put(ALWAYS, lines);
                continue;
            }
            var when = constraint.fields();
            var start = when.get("start_date");
            if (start != null) {
                dated.put(date(start), lines);
            } else if (when.containsKey("start_time")) {
                notes.count("prices by the hour, the dearest taken");
                dated.merge(ALWAYS, lines, (one, other) -> one.weight() >= other.weight() ? one : other);
            } else {
                throw constraint.wrong("holds under a condition that is not known");
            }
        }
        return dated;
    }

    private static Instant date(Item at) {
        try {
            return LocalDate.parse(at.text()).atStartOfDay().toInstant(ZoneOffset.UTC);
        } catch (DateTimeException odd) {
            throw at.wrong("must be a date such as 2026-01-01");
        }
    }

    private Lines lines(Item prices) {
        var lines = new Lines();
        prices.fields().forEach((name, value) -> {
            var unit = UNITS.get(name);
            if (value.isNull()) {
                return;
            }
            if (unit != null) {
                rate(lines, unit, value);
            } else if (name.equals("requests_kcount")) {
                lines.fee(value.picos(THOUSAND));
            } else {
                notes.count(name + ", left out");
            }
        });
        return lines;
    }

    private static void rate(Lines lines, Unit unit, Item value) {
        if (!value.isMap()) {
            lines.rate(unit, value.picos(MILLION));
            return;
        }
        var fields = value.fields();
        lines.rate(unit, needed(value, fields, "base").picos(MILLION));
        for (var tier : needed(value, fields, "tiers").items()) {
            var parts = tier.fields();
            lines.tier(needed(tier, parts, "start").whole(), unit, needed(tier, parts, "price").picos(MILLION));
        }
    }
}
