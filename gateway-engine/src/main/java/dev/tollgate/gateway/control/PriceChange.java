package dev.tollgate.gateway.control;

import dev.tollgate.gateway.config.PriceRow;
import java.util.Optional;

/// One edit of the price table that is not in force yet.
///
/// @param instead the row as the editor saw it; empty where a row is added
/// @param put what stands there then; empty where the row goes
public record PriceChange(Optional<PriceRow> instead, Optional<PriceRow> put) {
    public static PriceChange add(PriceRow row) {
        return new PriceChange(Optional.empty(), Optional.of(row));
    }

    public static PriceChange replace(PriceRow instead, PriceRow row) {
        return new PriceChange(Optional.of(instead), Optional.of(row));
    }

    public static PriceChange drop(PriceRow row) {
        return new PriceChange(Optional.of(row), Optional.empty());
    }
}
