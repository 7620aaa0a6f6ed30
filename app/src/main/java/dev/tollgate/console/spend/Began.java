package dev.tollgate.console.spend;

import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.ledger.SpendRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Since when calls are recorded, to the hour. From then on a quiet time is one without calls and no missing one. Looked
/// up once: a ledger's beginning does not move. Thread-safe.
final class Began {
    private static final Duration AT_MOST = Duration.ofDays(400);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Function<SpendQuery, Queries.Spend> rollups;
    private volatile @Nullable Instant found;

    Began(Function<SpendQuery, Queries.Spend> rollups) {
        this.rollups = rollups;
    }

    /// Empty where nothing is recorded.
    Optional<Instant> before(Instant now) {
        var known = found;
        if (known == null) {
            known = first(now.minus(AT_MOST), now, SpendQuery.Step.DAY, DAY).map(Began.this::hour).orElse(null);
            found = known;
        }
        return Optional.ofNullable(known);
    }

    /// Hours are dropped before days are: then the day after is what is surely recorded whole.
    private Instant hour(Instant day) {
        var next = day.plus(DAY).plus(HOUR);
        return first(day, next, SpendQuery.Step.HOUR, HOUR).orElse(next);
    }

    private Optional<Instant> first(Instant from, Instant to, SpendQuery.Step step, Duration bucket) {
        return rollups.apply(new SpendQuery(List.of(), from, to, step, bucket, Map.of())).rows().stream()
                .filter(row -> row.totals().requests() > 0).map(SpendRow::start).findFirst();
    }
}
