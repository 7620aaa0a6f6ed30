package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A request that runs. Written by its own thread, read by the writer when it carries the record to a newer file.
final class Open {
    final String id;
    final Optional<Entry> entry;
    private volatile List<Send> sends = List.of();
    /// The oldest journal file that recovery would need for it.
    volatile long oldest = Long.MAX_VALUE;

    Open(String id, Optional<Entry> entry) {
        this.id = id;
        this.entry = entry;
    }

    List<Send> sends() {
        return sends;
    }

    void sent(Send send) {
        var more = new ArrayList<>(sends);
        more.add(send);
        sends = List.copyOf(more);
    }
}
