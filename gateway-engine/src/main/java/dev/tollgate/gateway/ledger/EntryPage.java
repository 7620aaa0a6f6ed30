package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Entry;
import java.util.List;
import java.util.Optional;

/// Entries, newest first, and where the next page begins.
public record EntryPage(List<Entry> entries, Optional<String> nextCursor) {
    public EntryPage {
        entries = List.copyOf(entries);
    }
}
