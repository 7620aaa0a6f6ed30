package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Entry;
import java.util.Optional;

/// A settled entry on its way to the database: as it is while the queue is short, packed while it is long, since a
/// stalled disk must not fill the heap.
record Pending(long sequence, Optional<Entry> whole, byte[] packed, Optional<JournalFile> file) {
    private static final byte[] NOTHING = new byte[0];

    static Pending of(long sequence, Entry entry, Optional<JournalFile> file, boolean pack) {
        return pack
                ? new Pending(sequence, Optional.empty(), EntryCodec.bytes(entry, Words.NONE), file)
                : new Pending(sequence, Optional.of(entry), NOTHING, file);
    }

    Entry entry() {
        return whole.orElseGet(() -> EntryCodec.read(packed, Words.NONE));
    }
}
