package dev.tollgate.gateway.pricing;

import dev.tollgate.gateway.term.Unit;
import java.util.Optional;

/// Something about a price row that is allowed and yet mostly a slip. Nothing is refused for it.
///
/// @param unit the rate it is about; empty where it is about the dates
/// @param message a sentence for the person who typed the row
public record Doubt(Kind kind, Optional<Unit> unit, String message) {
    /// What it looks like.
    public enum Kind {
        /// More than five times the rate before, or less than a fifth of it.
        JUMP,
        CACHED_ABOVE_INPUT,
        OUTPUT_BELOW_INPUT,
        /// A rate of nothing beside others that are not.
        ZERO,
        /// Less than $0.0001 or more than $10,000 a million: mostly a price for one token or for a thousand.
        ODD_SIZE,
        /// Two rows of one model hold at the same moment.
        OVERLAP,
        /// No row of the model holds between two of them.
        GAP
    }
}
