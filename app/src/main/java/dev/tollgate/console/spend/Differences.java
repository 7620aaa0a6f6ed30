package dev.tollgate.console.spend;

import dev.tollgate.gateway.ledger.Totals;
import dev.tollgate.gateway.term.Dimension;
import java.util.List;

/// What a window cost against what is usual, and which values make the difference.
///
/// @param against what "usual" means here, in words
/// @param largest by absolute difference, at most ten over all dimensions
record Differences(Totals window, long usualPicos, String against, List<Row> largest) {
    /// One value's difference, in pico-dollars.
    record Row(Dimension dimension, String name, long now, long usual) {
        long difference() {
            return now - usual;
        }
    }
}
