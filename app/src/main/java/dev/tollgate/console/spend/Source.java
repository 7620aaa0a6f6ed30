package dev.tollgate.console.spend;

import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Where the page's figures come from.
interface Source {
    Instant now();

    /// Zone whose midnight cuts the days.
    ZoneId billingZone();

    /// Any thread, never for the JavaFX one.
    Queries.Spend spend(SpendQuery query);

    /// What was settled after this sequence, in pico-dollars.
    long settledPicosAfter(long sequence);

    /// Asks off the JavaFX thread and applies the answer on it; the last question wins.
    <T> void query(Supplier<T> question, Consumer<T> apply);
}
