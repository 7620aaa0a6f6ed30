package dev.tollgate.console.requests;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.ledger.EntryPage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Where the list's rows come from. Answers are applied on the JavaFX thread; a newer question of the same kind makes
/// an older answer void.
interface Supply {
    Instant now();

    /// How many entries have settled since the start.
    long settled();

    /// Those settled after the count stood at `since`, as far as they are still kept.
    List<Entry> settledAfter(long since);

    /// A page of the ledger.
    void page(EntryFilter filter, int limit, Optional<String> cursor, Consumer<Page> then);

    /// How many entries match, counting no further than `atMost`.
    void count(EntryFilter filter, long atMost, LongConsumer then);

    /// One entry, with what the ledger knows by now.
    void entry(String id, Consumer<Optional<Entry>> then);

    /// What asking for a page came to.
    sealed interface Page {
        record Read(EntryPage page) implements Page {}

        record Unread(String because) implements Page {}
    }
}
