package dev.tollgate.gateway.pricing.intake;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.term.Unit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Rates of one row in the making, with tiers gathered by their threshold. One thread.
final class Lines {
    private final Map<Unit, Long> rates = new EnumMap<>(Unit.class);
    private final Map<Long, Map<Unit, Long>> tiers = new TreeMap<>();
    private long fee;

    void rate(Unit unit, long picos) {
        rates.put(unit, picos);
    }

    void tier(long above, Unit unit, long picos) {
        tiers.computeIfAbsent(above, _ -> new EnumMap<>(Unit.class)).put(unit, picos);
    }

    void fee(long picos) {
        fee = picos;
    }

    boolean isEmpty() {
        return rates.isEmpty() && fee == 0;
    }

    /// Whether it prices input and output wherever the other does.
    boolean isLike(Lines other) {
        return !rates.isEmpty() && Stream.of(Unit.INPUT, Unit.OUTPUT)
                .allMatch(unit -> other.rates.getOrDefault(unit, 0L) == 0 || rates.containsKey(unit));
    }

    Map<Unit, Long> rates() {
        return Map.copyOf(rates);
    }

    long fee() {
        return fee;
    }

    List<PriceRow.Tier> tiers() {
        return tiers.entrySet().stream().map(each -> new PriceRow.Tier(each.getKey(), false, each.getValue())).toList();
    }

    /// What it charges for a token in and one out, to tell the dearer of two.
    long weight() {
        return rates.getOrDefault(Unit.INPUT, 0L) + rates.getOrDefault(Unit.OUTPUT, 0L);
    }
}
