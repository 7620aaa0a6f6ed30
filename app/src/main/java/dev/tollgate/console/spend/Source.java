package dev.tollgate.console.spend;

import dev.tollgate.console.chart.ChartData.Marker;
import dev.tollgate.console.feed.Colours;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Where the page's figures come from.
interface Source {
    Instant now();

    Records records();

    /// Who is drawn in which colour.
    Colours colours();

    /// Any thread, never for the JavaFX one.
    Queries.Spend spend(SpendQuery query);

    /// Alarms raised in this time, for marks above the bars. Any thread, never for the JavaFX one.
    default List<Marker> alarms(Instant from, Instant to) {
        return List.of();
    }

    /// Asks off the JavaFX thread and applies the answer on it; the last question wins.
    <T> void query(Supplier<T> question, Consumer<T> apply);
}
