package dev.tollgate.console.spend;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.gateway.ledger.Totals;
import java.util.List;
import java.util.Optional;

/// Everything the page shows for one question, computed off the JavaFX thread.
record Found(Asked asked, Grain grain, ChartData chart, List<Line> lines, Totals total, Optional<Differences> window) {
    /// One value of the dimension over the whole range.
    ///
    /// @param inWindow what of it fell into the window; zero without one
    record Line(String name, int slot, Totals totals, Totals inWindow) {
        /// The name of the line that sums all others; no value is spelled so.
        static final String ALL = "\u0000";

        boolean isSum() {
            return name.equals(ALL);
        }

        double share(Totals of, Unit unit) {
            return unit.of(of) == 0 ? 0 : (double) unit.of(totals) / unit.of(of);
        }
    }
}
