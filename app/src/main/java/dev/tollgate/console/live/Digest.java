package dev.tollgate.console.live;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.console.chart.Values;
import dev.tollgate.gateway.term.Dimension;
import java.util.List;

/// What takes more than a moment to work out: the curves, the rows, the usual. Made off the UI thread; immutable.
///
/// @param inMoney whether the curves are money
/// @param rows in no order, by `rowsBy`
/// @param times tokens of all of them against usual; NaN where nothing is usual yet
/// @param spark tokens of all keys, for the tile
record Digest(ChartData chart, boolean inMoney, Dimension rowsBy, List<BurnerRow> rows, double times, Pace tokens,
        Pace money, boolean hot, Values spark) {}
