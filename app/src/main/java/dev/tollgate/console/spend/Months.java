package dev.tollgate.console.spend;

import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads what a forecast needs, once a minute for the same filter: the page asks every second, and days change slowly.
/// Thread-safe.
final class Months {
    private static final int LONGEST = 31;

    private final Function<SpendQuery, Queries.Spend> rollups;
    private final Began began;
    private final ZoneId zone;
    private volatile @Nullable Kept kept;

    private record Question(Map<Dimension, Set<String>> only, Map<Dimension, Set<String>> not, Instant minute) {}

    private record Kept(Question question, Forecast forecast) {}

    Months(Function<SpendQuery, Queries.Spend> rollups, Began began, ZoneId zone) {
        this.rollups = rollups;
        this.began = began;
        this.zone = zone;
    }

    Forecast forecast(Asked asked, Instant at) {
        var question = new Question(asked.only(), asked.not(), at.truncatedTo(ChronoUnit.MINUTES));
        var last = kept;
        if (last != null && last.question().equals(question)) {
            return last.forecast();
        }
        var forecast = read(asked, at);
        kept = new Kept(question, forecast);
        return forecast;
    }

    private Forecast read(Asked asked, Instant at) {
        var today = LocalDate.ofInstant(at, zone);
        var span = new Span(today.minusDays(LONGEST).atStartOfDay(zone).toInstant(),
                today.plusDays(1).atStartOfDay(zone).toInstant());
        var byDay = new HashMap<LocalDate, Long>();
        rollups.apply(asked.query(List.of(), span, SpendQuery.Step.DAY, Duration.ofDays(1))).rows().stream()
                .filter(row -> asked.counts(List.of(), row.by()))
                .forEach(row -> byDay.merge(LocalDate.ofInstant(row.start(), zone), row.totals().picos(),
                        Math::addExact));
        return Forecast.of(byDay, began.before(at).map(first -> LocalDate.ofInstant(first, zone)).orElse(today), at,
                zone);
    }
}
