package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Unit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a model costs from an instant on. Rates are pico-dollars per token; a missing part falls back to its total's.
///
/// @param provider a provider's name, or the catalogue's id of it
/// @param model exact, or a pattern with `*`
/// @param until exclusive
/// @param origin [#TYPED] for a user's row, [#IMPORTED] for one taken from a list, else where the figure comes from
/// @param about what is known of where it comes from
/// @param batch for calls in a batch alone
public record PriceRow(String provider, String model, Instant from, Optional<Instant> until, Map<Unit, Long> rates,
        long requestPicos, List<Tier> tiers, boolean shipped, String origin, Provenance about, boolean batch) {
    public static final String TYPED = "typed";
    public static final String IMPORTED = "import";

    public PriceRow {
        rates = Map.copyOf(rates);
        tiers = List.copyOf(tiers);
    }

    /// A row of which no more is known than its origin.
    public PriceRow(String provider, String model, Instant from, Optional<Instant> until, Map<Unit, Long> rates,
            long requestPicos, List<Tier> tiers, boolean shipped, String origin) {
        this(provider, model, from, until, rates, requestPicos, tiers, shipped, origin, Provenance.NONE, false);
    }

    /// Somebody stands behind it, so no list replaces it.
    public boolean isTyped() {
        return !shipped && !isImported();
    }

    public boolean isImported() {
        return !shipped && origin.equals(IMPORTED);
    }

    /// Whether it holds at that moment.
    public boolean holds(Instant at) {
        return !at.isBefore(from) && until.map(at::isBefore).orElse(true);
    }

    /// Whether both are about the same calls of the same model; case does not count in names of models.
    public boolean isAbout(PriceRow other) {
        return provider.equals(other.provider) && model.equalsIgnoreCase(other.model) && batch == other.batch;
    }

    /// Whether both charge the same for everything.
    public boolean chargesAs(PriceRow other) {
        return rates.equals(other.rates) && requestPicos == other.requestPicos && tiers.equals(other.tiers);
    }

    public PriceRow withFrom(Instant next) {
        return new PriceRow(provider, model, next, until, rates, requestPicos, tiers, shipped, origin, about, batch);
    }

    public PriceRow withUntil(Optional<Instant> next) {
        return new PriceRow(provider, model, from, next, rates, requestPicos, tiers, shipped, origin, about, batch);
    }

    public PriceRow withRates(Map<Unit, Long> next) {
        return new PriceRow(provider, model, from, until, next, requestPicos, tiers, shipped, origin, about, batch);
    }

    /// The same price as somebody's own, looked at on that day.
    public PriceRow asTyped(Instant day) {
        return new PriceRow(provider, model, from, until, rates, requestPicos, tiers, false, TYPED,
                new Provenance(Optional.empty(), Optional.of(day), about.note(), Optional.empty()), batch);
    }

    /// The same price for calls in a batch alone, or for all others.
    public PriceRow withBatch(boolean next) {
        return new PriceRow(provider, model, from, until, rates, requestPicos, tiers, shipped, origin, about, next);
    }

    /// As named in cost lines: `openai/gpt-4o-mini from 2026-01-01`, `… in batches`.
    public String label() {
        return provider + "/" + model + " from " + LocalDate.ofInstant(from, ZoneOffset.UTC)
                + (batch ? " in batches" : "");
    }

    /// Where a price comes from, as far as it is known.
    ///
    /// @param version of the list it was taken from
    /// @param checked when somebody, or an import, last said that it is so
    /// @param raw the list's own entry
    public record Provenance(Optional<String> version, Optional<Instant> checked, Optional<String> note,
            Optional<String> raw) {
        public static final Provenance NONE = new Provenance(Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());

        public Provenance withChecked(Instant day) {
            return new Provenance(version, Optional.of(day), note, raw);
        }

        public Provenance withNote(Optional<String> next) {
            return new Provenance(version, checked, next, raw);
        }
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
