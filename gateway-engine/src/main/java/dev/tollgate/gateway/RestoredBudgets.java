package dev.tollgate.gateway;

import dev.tollgate.gateway.admission.Admission;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.ledger.SpendRow;
import dev.tollgate.gateway.ledger.Totals;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Budgets that have no counter yet get what their window has spent so far, from the roll-ups.
final class RestoredBudgets implements Consumer<GatewayConfig> {
    private final Admission admission;
    private final Queries queries;
    private final Time time;
    private final Set<Budget> known = new HashSet<>();

    RestoredBudgets(Admission admission, Queries queries, Time time) {
        this.admission = admission;
        this.queries = queries;
        this.time = time;
    }

    @Override
    public void accept(GatewayConfig config) {
        for (var budget : config.budgets()) {
            if (known.add(budget)) {
                restore(budget, config);
            }
        }
    }

    private void restore(Budget budget, GatewayConfig config) {
        var start = admission.windowStart(budget, config.billingZone());
        if (budget.scope().each().isPresent()) {
            rows(List.of(budget.scope().each().get()), start, budget).forEach(row -> {
                if (!row.by().getFirst().isEmpty()) {
                    admission.restore(budget, row.by().getFirst(), start, row.totals().picos());
                }
            });
            return;
        }
        long spent = rows(List.of(), start, budget).stream().map(r -> r.totals()).reduce(Totals.ZERO, Totals::plus)
                .picos();
        var who = new Attribution(budget.scope().fixed(), List.of(), Map.of());
        admission.restore(budget, budget.scope().subject(who), start, spent);
    }

    private List<SpendRow> rows(List<Dimension> by, Instant start, Budget budget) {
        var only = new HashMap<Dimension, Set<String>>();
        budget.scope().fixed().forEach((dimension, value) -> only.put(dimension, Set.of(value)));
        var step = budget.window() == Budget.Window.DAY ? SpendQuery.Step.MINUTE : SpendQuery.Step.DAY;
        var end = time.instant().plus(Duration.ofDays(2)); // the running bucket included
        return queries.spend(new SpendQuery(by, start, end, step, Duration.ZERO, only));
    }
}
