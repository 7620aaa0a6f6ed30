package dev.tollgate.gateway.control;

import dev.tollgate.gateway.config.PriceRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The price table at one moment, with who used it. Immutable.
///
/// @param version of the configuration
/// @param file the configuration's file, where one alone may change it
/// @param rows typed and imported ones in their order, then the shipped ones
/// @param providers names of the configured providers, and what lists call them
/// @param used what was called in the last 30 days, the most called first
/// @param unpriced what was called without a price and has none now, the most called first
public record PriceTable(long version, Instant at, Optional<String> file, List<PriceRow> rows,
        Set<String> providers, List<Calls> used, List<Calls> unpriced) {
    public PriceTable {
        rows = List.copyOf(rows);
        providers = Set.copyOf(providers);
        used = List.copyOf(used);
        unpriced = List.copyOf(unpriced);
    }

    /// How much one model was called.
    ///
    /// @param tokens in and out
    /// @param row the row that holds for it now
    public record Calls(String provider, String model, long requests, long tokens, Optional<PriceRow> row) {}
}
