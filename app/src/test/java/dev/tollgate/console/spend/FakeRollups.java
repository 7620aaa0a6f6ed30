package dev.tollgate.console.spend;

import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.ledger.SpendRow;
import dev.tollgate.gateway.ledger.Totals;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A ledger of a few calls in memory, cut into buckets as the real one does.
final class FakeRollups implements Function<SpendQuery, Queries.Spend> {
    private record Call(Instant at, Map<Dimension, String> who, Totals totals) {}

    private record Group(Instant start, List<String> by) {}

    private final ZoneId zone;
    private final List<Call> calls = new ArrayList<>();
    final List<SpendQuery> asked = new ArrayList<>();

    FakeRollups(ZoneId zone) {
        this.zone = zone;
    }

    FakeRollups call(String at, long picos, Map<Dimension, String> who) {
        return call(Instant.parse(at), picos, who);
    }

    FakeRollups call(Instant at, long picos, Map<Dimension, String> who) {
        calls.add(new Call(at, who, new Totals(1, 0, 0, 0, 100, 0, 10, picos, 0, 0, 0, 0, 0, 0, 0)));
        return this;
    }

    @Override
    public Queries.Spend apply(SpendQuery query) {
        asked.add(query);
        var sums = new HashMap<Group, Totals>();
        for (var call : calls) {
            boolean wanted = query.only().entrySet().stream()
                    .allMatch(only -> only.getValue().contains(call.who().getOrDefault(only.getKey(), "")));
            if (wanted && !call.at().isBefore(query.from()) && call.at().isBefore(query.to())) {
                var by = query.by().stream().map(d -> call.who().getOrDefault(d, "")).toList();
                sums.merge(new Group(start(query, call.at()), by), call.totals(), Totals::plus);
            }
        }
        return new Queries.Spend(sums.entrySet().stream()
                .map(e -> new SpendRow(e.getKey().start(), e.getKey().by(), e.getValue()))
                .sorted(Comparator.comparing(SpendRow::start)).toList(), calls.size());
    }

    private Instant start(SpendQuery query, Instant at) {
        var midnight = at.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        if (query.bucket().isZero()) {
            return query.from();
        }
        return query.bucket().equals(Duration.ofDays(1))
                ? midnight
                : midnight.plus(query.bucket().multipliedBy(Duration.between(midnight, at).dividedBy(query.bucket())));
    }
}
