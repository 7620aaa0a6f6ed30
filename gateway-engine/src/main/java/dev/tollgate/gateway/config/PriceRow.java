package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Unit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a model costs from an instant on. Rates are pico-dollars per token; a missing part falls back to its total's.
///
/// @param provider a provider's name, or the catalogue's id of it
/// @param model exact, or a pattern with `*`
/// @param until exclusive
/// @param origin `typed` for a user's row, else where the shipped figure comes from
public record PriceRow(String provider, String model, Instant from, Optional<Instant> until, Map<Unit, Long> rates,
        long requestPicos, List<Tier> tiers, boolean shipped, String origin) {
    public PriceRow {
        rates = Map.copyOf(rates);
        tiers = List.copyOf(tiers);
    }

    /// As named in cost lines: `openai/gpt-4o-mini from 2026-01-01`.
    public String label() {
        return provider + "/" + model + " from " + from.toString().substring(0, 10);
    }

    /// Rates for requests whose whole input is above (or reaches) a threshold.
    ///
    /// @param inclusive `reach`: at least; else strictly more
    public record Tier(long threshold, boolean inclusive, Map<Unit, Long> rates) {
        public Tier {
            rates = Map.copyOf(rates);
        }

        public boolean holds(long input) {
            return inclusive ? input >= threshold : input > threshold;
        }
    }
}
