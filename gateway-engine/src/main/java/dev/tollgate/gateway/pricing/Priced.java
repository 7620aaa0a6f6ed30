package dev.tollgate.gateway.pricing;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.term.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One usage under one row, line by line. Each token stands in exactly one line: every part takes from what its total
/// still has, and the rest of the total is its last line. Used once, by one thread.
final class Priced {
    private static final List<Unit> PIECES = List.of(Unit.IMAGES, Unit.AUDIO_SECONDS, Unit.CHARACTERS,
            Unit.SEARCH_UNITS);

    private final PriceRow row;
    private final Map<Unit, Long> tier;
    private final List<Cost.Line> lines = new ArrayList<>(4);
    private final String label;
    private long left;
    private long picos;
    private boolean complete = true;

    private Priced(PriceRow row, long input) {
        this.row = row;
        this.tier = tierRates(row, input);
        this.label = row.label();
    }

    /// @throws ArithmeticException on overflow
    static Cost cost(PriceRow row, Usage usage) {
        var priced = new Priced(row, usage.get(Unit.INPUT));
        priced.input(usage);
        priced.output(usage);
        priced.pieces(usage);
        priced.fee(usage);
        if (!priced.complete && priced.lines.isEmpty()) {
            return Cost.UNPRICED; // the row knows nothing of what was used
        }
        return Cost.of(priced.picos, CostSource.COMPUTED, priced.bound(usage.source()), priced.lines);
    }

    /// Rates of the highest tier that this input reaches; none below the first.
    static Map<Unit, Long> tierRates(PriceRow row, long input) {
        Map<Unit, Long> rates = Map.of();
        long highest = -1;
        for (var each : row.tiers()) {
            if (each.holds(input) && each.threshold() > highest) {
                highest = each.threshold();
                rates = each.rates();
            }
        }
        return rates;
    }

    private void input(Usage usage) {
        left = usage.get(Unit.INPUT);
        // Cached audio is counted twice on the wire: inside the cache reads and inside the audio.
        long cachedAudio = take(Unit.AUDIO_CACHE_READ, usage.get(Unit.AUDIO_CACHE_READ));
        take(Unit.CACHE_READ, usage.get(Unit.CACHE_READ) - cachedAudio);
        take(Unit.CACHE_WRITE_1H, usage.get(Unit.CACHE_WRITE_1H));
        take(Unit.CACHE_WRITE_5M, usage.get(Unit.CACHE_WRITE_5M));
        take(Unit.AUDIO_INPUT, usage.get(Unit.AUDIO_INPUT) - cachedAudio);
        take(Unit.IMAGE_INPUT, usage.get(Unit.IMAGE_INPUT));
        take(Unit.INPUT, left);
    }

    private void output(Usage usage) {
        left = usage.get(Unit.OUTPUT);
        take(Unit.AUDIO_OUTPUT, usage.get(Unit.AUDIO_OUTPUT));
        take(Unit.IMAGE_OUTPUT, usage.get(Unit.IMAGE_OUTPUT));
        if (has(Unit.REASONING)) {
            take(Unit.REASONING, usage.get(Unit.REASONING));
        }
        take(Unit.OUTPUT, left);
    }

    /// What is counted by itself, in no total; without a rate of its own it makes the sum a lower bound.
    private void pieces(Usage usage) {
        for (var unit : PIECES) {
            long quantity = usage.get(unit);
            if (quantity > 0 && has(unit)) {
                add(unit, quantity, rate(unit), false);
            } else if (quantity > 0) {
                complete = false;
            }
        }
    }

    private void fee(Usage usage) {
        if (row.requestPicos() > 0) {
            add(Unit.REQUESTS, usage.reported(Unit.REQUESTS).orElse(1), row.requestPicos(), false);
        }
    }

    private long take(Unit unit, long wanted) {
        long quantity = Math.min(Math.max(0, wanted), left);
        if (quantity > 0) {
            left -= quantity;
            price(unit, quantity);
        }
        return quantity;
    }

    private void price(Unit unit, long quantity) {
        var from = unit;
        while (!has(from)) {
            var parent = from == Unit.CACHE_WRITE_1H ? Unit.CACHE_WRITE_5M : from.total().orElse(from);
            if (parent == from) {
                complete = false;
                return;
            }
            from = parent;
        }
        add(unit, quantity, rate(from), from != unit);
    }

    private void add(Unit unit, long quantity, long each, boolean fallback) {
        long line = Math.multiplyExact(quantity, each);
        picos = Math.addExact(picos, line);
        lines.add(new Cost.Line(unit, quantity, each, line, label, fallback));
    }

    private boolean has(Unit unit) {
        return tier.containsKey(unit) || row.rates().containsKey(unit);
    }

    private long rate(Unit unit) {
        return tier.getOrDefault(unit, row.rates().getOrDefault(unit, 0L));
    }

    private CostBound bound(UsageSource source) {
        if (!complete) {
            return CostBound.AT_LEAST;
        }
        return switch (source) {
            case REPORTED, NONE -> CostBound.EXACT;
            case ESTIMATED -> CostBound.ESTIMATED;
            case AT_LEAST -> CostBound.AT_LEAST;
        };
    }
}
