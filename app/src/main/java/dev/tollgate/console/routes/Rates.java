package dev.tollgate.console.routes;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.console.chart.Values;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.ledger.SpendRow;
import dev.tollgate.gateway.ledger.Totals;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What the ledger says of routes and providers lately. Immutable.
///
/// @param routes of the last hour, by name
/// @param ttft median milliseconds to the first content of the newest calls of an hour, by `ROUTE` and `ROUTE>TARGET`
/// @param answered share of the newest calls of a day that a provider answered, by its name
/// @param recent newest calls, the newest first
record Rates(Map<String, OfRoute> routes, Map<String, Long> ttft, Map<String, Double> answered, List<Entry> recent) {
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration STEP = Duration.ofMinutes(5);
    static final Rates NONE = new Rates(Map.of(), Map.of(), Map.of(), List.of());
    private static final Duration DAY = Duration.ofDays(1);
    private static final int SAMPLE = 1_000;

    Rates {
        routes = Map.copyOf(routes);
        ttft = Map.copyOf(ttft);
        answered = Map.copyOf(answered);
        recent = List.copyOf(recent);
    }

    /// One route's last hour.
    ///
    /// @param served requests each target answered
    /// @param fallback share of requests that another than the first target answered, in steps
    record OfRoute(Totals totals, Map<String, Long> served, Optional<ChartData> fallback) {
        static final OfRoute NONE = new OfRoute(Totals.ZERO, Map.of(), Optional.empty());

        OfRoute {
            served = Map.copyOf(served);
        }
    }

    OfRoute of(String route) {
        return routes.getOrDefault(route, OfRoute.NONE);
    }

    OptionalLong ttft(String key) {
        var known = ttft.get(key);
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }

    /// Asks the ledger; never on the JavaFX thread.
    static Rates read(Queries queries, Instant now) {
        var to = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        var recent = queries.entries(EntryFilter.between(now.minus(DAY), to), SAMPLE, Optional.empty()).entries();
        return new Rates(routes(queries, to), medians(recent, now.minus(HOUR)), answered(recent), recent);
    }

    private static Map<String, OfRoute> routes(Queries queries, Instant to) {
        var from = to.minus(HOUR);
        var totals = new HashMap<String, Totals>();
        var served = new HashMap<String, Map<String, Long>>();
        for (var row : queries.spend(new SpendQuery(List.of(Dimension.ROUTE, Dimension.TARGET), from, to,
                SpendQuery.Step.MINUTE, Duration.ZERO, Map.of()))) {
            totals.merge(row.by().getFirst(), row.totals(), Totals::plus);
            served.computeIfAbsent(row.by().getFirst(), _ -> new HashMap<>()).merge(row.by().get(1),
                    Math.max(0, row.totals().requests() - row.totals().errors() - row.totals().rejected()), Long::sum);
        }
        var steps = queries.spend(new SpendQuery(List.of(Dimension.ROUTE), from, to, SpendQuery.Step.MINUTE, STEP,
                Map.of()));
        var found = new HashMap<String, OfRoute>();
        totals.forEach((name, sum) -> found.put(name, new OfRoute(sum, served.getOrDefault(name, Map.of()),
                Optional.of(fallback(steps.stream().filter(s -> s.by().getFirst().equals(name)).toList(), from, to)))));
        return found;
    }

    private static ChartData fallback(List<SpendRow> steps, Instant from, Instant to) {
        var start = Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), STEP.toSeconds()) * STEP.toSeconds());
        int count = (int) Math.ceilDiv(Duration.between(start, to).toSeconds(), STEP.toSeconds());
        var shares = new double[count];
        Arrays.fill(shares, Double.NaN);
        for (var step : steps) {
            int at = (int) (Duration.between(start, step.start()).toSeconds() / STEP.toSeconds());
            if (at >= 0 && at < count && step.totals().requests() > 0) {
                shares[at] = (double) step.totals().fallbacks() / step.totals().requests();
            }
        }
        return new ChartData(List.of(new ChartData.Series("fell back", 1, Values.of(shares))), start,
                start.plus(STEP.multipliedBy(count)), STEP, ChartData.Kind.LEVEL, List.of());
    }

    private static Map<String, Long> medians(List<Entry> recent, Instant since) {
        var samples = new HashMap<String, List<Long>>();
        for (var entry : recent) {
            if (entry.ttftMs().isPresent() && entry.started().isAfter(since)) {
                var route = entry.asked().route().orElse("");
                long ms = entry.ttftMs().getAsLong();
                samples.computeIfAbsent(route, _ -> new ArrayList<>()).add(ms);
                entry.served().target().ifPresent(
                        target -> samples.computeIfAbsent(route + ">" + target, _ -> new ArrayList<>()).add(ms));
            }
        }
        var medians = new HashMap<String, Long>();
        samples.forEach((key, all) -> medians.put(key, all.stream().sorted().toList().get(all.size() / 2)));
        return medians;
    }

    /// Calls that a client or an operator ended say nothing of the provider.
    private static Map<String, Double> answered(List<Entry> recent) {
        var tried = new HashMap<String, long[]>();
        for (var entry : recent) {
            for (Attempt attempt : entry.attempts()) {
                if (attempt.outcome() != Outcome.INTERRUPTED) {
                    var counts = tried.computeIfAbsent(attempt.target().provider(), _ -> new long[2]);
                    counts[0]++;
                    counts[1] += attempt.outcome() == Outcome.SUCCESS ? 1 : 0;
                }
            }
        }
        var shares = new HashMap<String, Double>();
        tried.forEach((provider, counts) -> shares.put(provider, (double) counts[1] / counts[0]));
        return shares;
    }
}
