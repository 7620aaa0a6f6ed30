package dev.tollgate.console.spend;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.gateway.ledger.Totals;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Everything the page shows for one question, computed off the JavaFX thread. Immutable.
///
/// @param at when it was asked
/// @param charted the sum of all bars, in the unit asked for
/// @param lines the largest first
/// @param total the sum of the lines and of the bars
/// @param unpriced targets that were used and have no price
record Found(Asked asked, Instant at, Bars bars, ChartData chart, long charted, List<Line> lines, Totals total,
        Set<String> unpriced, Forecast forecast, Optional<Differences> window) {
    Found {
        lines = List.copyOf(lines);
        unpriced = Set.copyOf(unpriced);
    }

    /// What fell into the window, over all lines; in the unit asked for.
    long inWindow() {
        return lines.stream().mapToLong(Line::inWindow).sum();
    }

    /// One value of the dimension over the whole range.
    ///
    /// @param name empty where nothing was said
    /// @param slot 1 to 6; 0 for one of the others
    /// @param share of the whole, 0 to 1, in the unit asked for
    /// @param inWindow what of it fell into the window, in the unit asked for; zero without one
    record Line(String name, int slot, Totals totals, double share, long inWindow) {
        private static final String NAMELESS = "(none)";
        private static final String FOLDED = "(others)";

        /// How a value reads that may not have been given.
        static String shown(String name) {
            return name.isEmpty() ? NAMELESS : name;
        }

        /// Whether one can filter by it: not where nothing was said, nor by what the ledger folds together.
        boolean isValue() {
            return isValue(name);
        }

        static boolean isValue(String name) {
            return !name.isEmpty() && !name.equals(FOLDED);
        }

        /// Whether it has a part in the bars; what is free or unpriced has none where they stand for money.
        boolean isDrawn() {
            return share > 0;
        }
    }
}
