package dev.tollgate.gateway;

import dev.tollgate.gateway.admission.Admission;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Goes on with the minute of each key that has limits where the last process left it, so that a restart lets no second
/// minute's calls pass. Read from the ledger's entries once, at start.
final class RestoredMinutes {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int PAGE = 1_000;
    /// What a start may cost; with more calls a minute than this the older ones are forgiven.
    private static final int PAGES = 12;

    private RestoredMinutes() {}

    static void restore(Admission admission, Queries queries, GatewayConfig config, Time time) {
        var limited = config.keys().stream().filter(key -> key.limits().counts()).map(KeyEntry::name)
                .collect(Collectors.toSet());
        if (limited.isEmpty()) {
            return;
        }
        var now = time.instant();
        Optional<String> cursor = Optional.empty();
        for (int pages = 0; pages < PAGES; pages++) {
            var page = queries.entries(EntryFilter.between(now.minus(MINUTE), now), PAGE, cursor);
            page.entries().forEach(entry -> restore(admission, entry, limited, now));
            cursor = page.nextCursor();
            if (cursor.isEmpty()) {
                return;
            }
        }
    }

    private static void restore(Admission admission, Entry entry, Set<String> limited, Instant now) {
        var key = entry.asked().key();
        if (limited.contains(key) && entry.result().outcome() != Outcome.REJECTED) {
            admission.restoreCall(key, Duration.between(entry.started(), now),
                    entry.usage().get(Unit.INPUT) + entry.usage().get(Unit.OUTPUT));
        }
    }
}
