package dev.tollgate.gateway;

import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.State;
import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.ledger.SpendRow;
import dev.tollgate.gateway.ledger.Totals;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the ledger says a budget's window has used, by subject: from roll-ups where they can tell, else from the
/// entries themselves.
final class UsedBefore {
    private static final int PAGE = 1_000;
    /// The running bucket included.
    private static final Duration AHEAD = Duration.ofDays(2);
    /// Under this name roll-ups keep what they had no room to tell apart.
    private static final String OTHERS = "(others)";
    /// With too many values for any roll-up but one a day, each alone.
    private static final Set<Dimension> MANY = Set.of(Dimension.USER, Dimension.TASK, Dimension.THREAD);

    private final Queries queries;
    private final Time time;

    UsedBefore(Queries queries, Time time) {
        this.queries = queries;
        this.time = time;
    }

    /// @param start of the window; the epoch for one without end
    Map<String, Long> of(Budget budget, Instant start) {
        var used = new HashMap<String, Long>();
        if (budget.window() == Budget.Calendar.TOTAL) {
            // a thread's, task's or user's rows are by days, and so are those of longest standing
            rows(budget, start, start, SpendQuery.Step.DAY, used);
        } else if (isDaily(budget) && asksMany(budget)) {
            rows(budget, start, start, SpendQuery.Step.DAY, used);
        } else {
            var minute = start.truncatedTo(ChronoUnit.MINUTES);
            rows(budget, start, minute.equals(start) ? start : minute.plus(1, ChronoUnit.MINUTES),
                    SpendQuery.Step.MINUTE, used);
        }
        return used;
    }

    private static boolean isDaily(Budget budget) {
        return switch (budget.window()) {
            case Budget.Calendar.DAY, Budget.Calendar.WEEK, Budget.Calendar.MONTH -> true;
            case Budget.Calendar.HOUR, Budget.Calendar.TOTAL -> false;
            case Budget.Every _ -> false;
        };
    }

    private static Set<Dimension> asked(Budget budget) {
        var asked = new HashSet<>(budget.scope().fixed().keySet());
        budget.scope().each().ifPresent(asked::add);
        return asked;
    }

    private static boolean asksMany(Budget budget) {
        return asked(budget).stream().anyMatch(MANY::contains);
    }

    /// Roll-ups from the first whole minute on, entries before it; entries alone where roll-ups cannot tell.
    private void rows(Budget budget, Instant start, Instant whole, SpendQuery.Step step, Map<String, Long> used) {
        boolean many = asksMany(budget);
        if (many && (asked(budget).size() > 1 || step != SpendQuery.Step.DAY)) {
            entries(budget, start, time.instant().plus(AHEAD), used);
            return;
        }
        var found = rollups(budget, whole, step);
        if (found.isEmpty()) {
            entries(budget, start, time.instant().plus(AHEAD), used);
            return;
        }
        found.get().forEach((subject, amount) -> used.merge(subject, amount, Long::sum));
        if (whole.isAfter(start)) {
            entries(budget, start, whole, used);
        }
    }

    private Optional<Map<String, Long>> rollups(Budget budget, Instant from, SpendQuery.Step step) {
        var by = asked(budget).stream().sorted().toList();
        var rows = queries.spend(new SpendQuery(by, from, time.instant().plus(AHEAD), step, Duration.ZERO, Map.of()));
        var used = new HashMap<String, Long>();
        for (SpendRow row : rows) {
            if (row.by().contains(OTHERS)) {
                return Optional.empty();
            }
            var who = who(by, row);
            if (budget.scope().covers(who)) {
                used.merge(budget.scope().subject(who), amount(budget.unit(), row.totals()), Long::sum);
            }
        }
        return Optional.of(used);
    }

    private static Attribution who(List<Dimension> by, SpendRow row) {
        var values = new HashMap<Dimension, String>();
        for (int i = 0; i < by.size(); i++) {
            if (!row.by().get(i).isEmpty()) {
                values.put(by.get(i), row.by().get(i));
            }
        }
        return new Attribution(values, List.of(), Map.of());
    }

    private static long amount(Budget.Unit unit, Totals totals) {
        return switch (unit) {
            case USD -> totals.picos();
            case TOKENS -> totals.tokens();
            case REQUESTS -> totals.requests() - totals.rejected();
        };
    }

    private void entries(Budget budget, Instant from, Instant to, Map<String, Long> used) {
        var filter = EntryFilter.between(from, to);
        for (var value : budget.scope().fixed().entrySet()) {
            if (value.getKey() != Dimension.TRAFFIC) { // without a word it is normal
                filter = filter.only(value.getKey(), value.getValue());
            }
        }
        Optional<String> cursor = Optional.empty();
        do {
            var page = queries.entries(filter, PAGE, cursor);
            for (Entry entry : page.entries()) {
                var who = entry.attribution();
                if (entry.state() != State.STARTED && budget.scope().covers(who)) {
                    used.merge(budget.scope().subject(who), amount(budget.unit(), entry), Long::sum);
                }
            }
            cursor = page.nextCursor();
        } while (cursor.isPresent());
    }

    private static long amount(Budget.Unit unit, Entry entry) {
        return switch (unit) {
            case USD -> entry.cost().picos();
            case TOKENS -> entry.usage().get(Unit.INPUT) + entry.usage().get(Unit.OUTPUT);
            case REQUESTS -> entry.result().outcome() == Outcome.REJECTED ? 0 : 1;
        };
    }
}
