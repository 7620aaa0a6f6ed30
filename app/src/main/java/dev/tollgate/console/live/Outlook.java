package dev.tollgate.console.live;

import dev.tollgate.console.feed.Colours;
import dev.tollgate.gateway.alarm.Tempo;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.LiveView;
import dev.tollgate.gateway.term.Dimension;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What the page asks of the engine beyond its snapshots; tests and pictures put another one in.
interface Outlook {
    /// In memory; any thread.
    LiveView view(Dimension by);

    /// How fast each value goes against its usual, as alarms count it. In memory; any thread.
    Map<String, Tempo> tempos(Dimension by);

    /// Configured keys, by name.
    List<String> keys();

    /// Configured and enabled providers, by name.
    List<String> providers();

    /// A name that a first call can use as its model.
    Optional<String> exampleModel();

    /// Zone in which days of spend begin.
    ZoneId billingZone();

    /// Who is drawn in which colour.
    Colours colours();

    /// What the ledger says of the time before the live counters began; applied on the JavaFX thread.
    void before(Dimension by, Instant since, Consumer<Before> apply);

    /// The last calls before the counters began, as far as the ledger has them.
    void earlier(Instant since, Consumer<List<Entry>> apply);

    /// How many have settled.
    long settled();

    /// What settled after that many had.
    News settledAfter(long count);

    /// Works something out off the UI thread and applies it there.
    <T> void prepare(Supplier<T> work, Consumer<T> apply);

    /// Entries that settled.
    ///
    /// @param count how many had settled with them
    record News(long count, List<Entry> entries) {}
}
