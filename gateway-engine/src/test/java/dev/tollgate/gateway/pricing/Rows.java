package dev.tollgate.gateway.pricing;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.term.Word;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Writes price rows and usages for tests the way the worked cases are written: `input 3 output 15`.
final class Rows {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private Rows() {}

    static PriceRow row(String model, String rates) {
        return new PriceRow("p", model, LONG_AGO, Optional.empty(), rates(rates), 0, List.of(), false, "typed");
    }

    static PriceRow shipped(String model, String rates) {
        var row = row(model, rates);
        return new PriceRow("p", model, row.from(), row.until(), row.rates(), 0, List.of(), true, "list");
    }

    static PriceRow from(PriceRow row, String from) {
        return new PriceRow(row.provider(), row.model(), Instant.parse(from), row.until(), row.rates(),
                row.requestPicos(), row.tiers(), row.shipped(), row.origin());
    }

    static PriceRow fee(PriceRow row, String usd) {
        return new PriceRow(row.provider(), row.model(), row.from(), row.until(), row.rates(),
                Picos.ofUsd(new BigDecimal(usd)), row.tiers(), row.shipped(), row.origin());
    }

    static PriceRow tier(PriceRow row, long threshold, boolean reach, String rates) {
        var tiers = new ArrayList<>(row.tiers());
        tiers.add(new PriceRow.Tier(threshold, reach, rates(rates)));
        return new PriceRow(row.provider(), row.model(), row.from(), row.until(), row.rates(), row.requestPicos(),
                tiers, row.shipped(), row.origin());
    }

    static Map<Unit, Long> rates(String text) {
        var rates = new EnumMap<Unit, Long>(Unit.class);
        pairs(text).forEach((unit, number) -> rates.put(unit, Picos.perToken(new BigDecimal(number))));
        return rates;
    }

    static Usage usage(String text) {
        var usage = Usage.from(UsageSource.REPORTED);
        for (var pair : pairs(text).entrySet()) {
            usage = usage.with(pair.getKey(), Long.parseLong(pair.getValue()));
        }
        return usage;
    }

    private static Map<Unit, String> pairs(String text) {
        var pairs = new EnumMap<Unit, String>(Unit.class);
        var words = text.isBlank() ? new String[0] : text.split(" ", -1);
        for (int i = 0; i < words.length; i += 2) {
            pairs.put(Word.parse(Unit.class, words[i]).orElseThrow(), words[i + 1]);
        }
        return pairs;
    }

    static PriceBook book(PriceRow... rows) {
        return PriceBook.of(List.of(rows), List.of(), UnaryOperator.identity());
    }

    static TargetId target(String model) {
        return new TargetId("p", "1", model);
    }

    static Cost cost(PriceBook book, String model, String usage) {
        return book.cost(target(model), false, Optional.empty(), usage(usage), NOW);
    }

    static Cost cost(PriceRow row, String usage) {
        return cost(book(row), row.model(), usage);
    }

    static String usd(Cost cost) {
        return Picos.usd(cost.picos());
    }
}
