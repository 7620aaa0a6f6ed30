package dev.tollgate.console.live;

import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.ledger.SpendRow;
import dev.tollgate.gateway.ledger.Totals;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What was used before the live counters began to watch, so that a runaway right after the start has a usual to stand
/// out from: the quarter of an hour before, else this hour of the days before that had calls in it. Immutable.
///
/// @param rates by name
record Before(Map<String, Rate> rates) {
    /// Nothing is recorded, or nobody has asked yet.
    static final Before UNKNOWN = new Before(Map.of());
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int DAYS = 7;

    Before {
        rates = Map.copyOf(rates);
    }

    /// A mean minute. Tokens are counted as the live counters do: without those that came out of a provider's cache.
    record Rate(double tokens, double picos) {
        static final Rate UNKNOWN = new Rate(Double.NaN, Double.NaN);

        static Rate of(Totals totals, Duration over) {
            double minutes = over.toSeconds() / 60.0;
            return new Rate((totals.input() - totals.cacheRead() + totals.output()) / minutes,
                    totals.picos() / minutes);
        }

        Rate plus(Rate other) {
            return new Rate(tokens + other.tokens, picos + other.picos);
        }
    }

    /// Reads roll-ups, so never on the JavaFX thread.
    ///
    /// @param since when the counters began
    static Before of(Function<SpendQuery, Queries.Spend> rollups, Dimension by, Instant since) {
        var minute = since.truncatedTo(ChronoUnit.MINUTES);
        var quarter = rows(rollups, by, minute.minus(QUARTER), QUARTER, SpendQuery.Step.MINUTE);
        if (!quarter.isEmpty()) {
            return mean(quarter, QUARTER);
        }
        var all = new ArrayList<SpendRow>();
        int days = 0;
        for (int day = 1; day <= DAYS; day++) {
            var rows = rows(rollups, by, since.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(day)), HOUR,
                    SpendQuery.Step.HOUR);
            days += rows.isEmpty() ? 0 : 1;
            all.addAll(rows);
        }
        return mean(all, HOUR.multipliedBy(Math.max(1, days)));
    }

    private static List<SpendRow> rows(Function<SpendQuery, Queries.Spend> rollups, Dimension by, Instant from,
            Duration length, SpendQuery.Step step) {
        return rollups.apply(new SpendQuery(List.of(by), from, from.plus(length), step, Duration.ZERO, Map.of()))
                .rows().stream().filter(row -> row.totals().requests() > 0).toList();
    }

    private static Before mean(List<SpendRow> rows, Duration over) {
        var sums = new HashMap<String, Totals>();
        rows.forEach(row -> sums.merge(row.by().getFirst(), row.totals(), Totals::plus));
        var rates = new HashMap<String, Rate>();
        sums.forEach((name, totals) -> rates.put(name, Rate.of(totals, over)));
        return new Before(rates);
    }

    /// Of one name; not a number where there is none.
    Rate of(String name) {
        return rates.getOrDefault(name, Rate.UNKNOWN);
    }

    /// Of all names together; not a number where nothing is known.
    Rate total() {
        return rates.values().stream().reduce(Rate::plus).orElse(Rate.UNKNOWN);
    }
}
