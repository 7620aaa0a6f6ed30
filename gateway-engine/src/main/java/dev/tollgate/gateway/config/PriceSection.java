package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Unit;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `prices`.
final class PriceSection {
    private static final List<Unit> RATED = List.of(Unit.INPUT, Unit.CACHE_READ, Unit.CACHE_WRITE_5M,
            Unit.CACHE_WRITE_1H, Unit.OUTPUT, Unit.REASONING, Unit.AUDIO_INPUT, Unit.AUDIO_OUTPUT,
            Unit.AUDIO_CACHE_READ, Unit.IMAGE_INPUT, Unit.IMAGE_OUTPUT, Unit.IMAGES, Unit.AUDIO_SECONDS,
            Unit.CHARACTERS,
            Unit.SEARCH_UNITS);
    private static final List<String> FEES = List.of("video_second_usd", "search_usd", "page_usd");

    private PriceSection() {}

    static List<PriceRow> read(Fields top) {
        return top.items("prices").stream().map(item -> row(item.fields())).toList();
    }

    private static PriceRow row(Fields fields) {
        var row = new PriceRow(fields.need("provider", Value::text, ""), fields.need("model", Value::text, ""),
                fields.need("from", Value::instant, Instant.EPOCH), fields.read("until", Value::instant), rates(fields),
                fields.read("request_usd", Value::usd, 0L),
                fields.items("tiers").stream().map(PriceSection::tier).toList(), false,
                fields.read("source", Value::text, PriceRow.TYPED), provenance(fields),
                fields.read("batch", Value::flag, false));
        notYet(fields);
        fields.close();
        return row;
    }

    private static PriceRow.Provenance provenance(Fields fields) {
        return new PriceRow.Provenance(fields.read("version", Value::text), fields.read("checked", Value::instant),
                fields.read("note", Value::text), fields.read("raw", Value::text));
    }

    private static Map<Unit, Long> rates(Fields fields) {
        var rates = new EnumMap<Unit, Long>(Unit.class);
        for (var unit : RATED) {
            fields.read(unit.priceField(), unit.isPricedByPiece() ? Value::usd : Value::perMillion)
                    .ifPresent(rate -> rates.put(unit, rate));
        }
        return rates;
    }

    private static PriceRow.Tier tier(Value at) {
        var fields = at.fields();
        var above = fields.read("above", PriceSection::threshold);
        var reach = fields.read("reach", PriceSection::threshold);
        if (!fields.isBroken() && fields.get("above").isPresent() == fields.get("reach").isPresent()) {
            at.mistake("a tier needs one of above and reach");
        }
        var tier = new PriceRow.Tier(above.or(() -> reach).orElse(0L), above.isEmpty(), rates(fields));
        fields.later("marginal", Value::flag);
        fields.close();
        return tier;
    }

    private static Optional<Long> threshold(Value at) {
        return at.whole(1, Long.MAX_VALUE);
    }

    private static void notYet(Fields fields) {
        for (var fee : FEES) {
            fields.later(fee, Value::usd, "0");
        }
        fields.later("tool_usd", at -> at.fields().all().values().forEach(Value::usd));
        fields.later("windows", at -> at.items().forEach(Value::fields));
        fields.later("factor", LaterSections::anything, "1");
        for (var word : List.of("service_tier", "region", "fx")) {
            fields.later(word, LaterSections::anything);
        }
        fields.later("currency", Value::text, "USD");
    }
}
