package dev.tollgate.console.keys;

import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.keys.KeyRow.LastUse;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.admission.BudgetState;
import dev.tollgate.gateway.admission.Hold;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.term.Dimension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Everything the page shows of one moment; worked out off the JavaFX thread. Immutable.
///
/// @param budgets tightest first
/// @param holds by the budget's counter, oldest first
record Picture(GatewayConfig config, long version, List<KeyRow> keys, List<BudgetRow> budgets,
        Map<BudgetRow.Id, List<HoldRow>> holds) {
    /// The counter of a budget for each of something that nobody has used yet.
    static final String NOBODY = "nobody yet";

    static Picture of(LiveSnapshot now, GatewayConfig config, long version, List<Hold> holds,
            Map<String, LastUse> used) {
        var budgets = budgets(now, config);
        var byKey = byKey(budgets);
        var pauses = now.pauses().stream().collect(Collectors.toMap(Pauses.Pause::subject, Function.identity(),
                (a, _) -> a));
        var everything = Optional.ofNullable(pauses.get(Pauses.EVERYTHING));
        var keys = config.keys().stream().map(key -> KeyRow.of(key, byKey.getOrDefault(key.name(), List.of()),
                everything.or(() -> Optional.ofNullable(pauses.get(key.name()))),
                Optional.ofNullable(used.get(key.name())), now.at(), config.billingZone())).toList();
        return new Picture(config, version, keys, budgets, holds(now, holds));
    }

    private static List<BudgetRow> budgets(LiveSnapshot now, GatewayConfig config) {
        var states = now.budgets().stream().collect(Collectors.groupingBy(BudgetState::name));
        var rows = new ArrayList<BudgetRow>();
        for (var budget : config.budgets()) {
            var own = states.getOrDefault(budget.name(), List.of());
            own.forEach(state -> rows.add(BudgetRow.of(budget, state, now.at(), config.billingZone())));
            if (own.isEmpty()) {
                rows.add(unused(budget, now, config));
            }
        }
        rows.sort(Comparator.comparingDouble(BudgetRow::share).reversed().thenComparing(row -> row.budget().name())
                .thenComparing(BudgetRow::subject));
        return List.copyOf(rows);
    }

    private static BudgetRow unused(Budget budget, LiveSnapshot now, GatewayConfig config) {
        var state = new BudgetState(budget.name(), NOBODY, budget.unit(), budget.window().text(), now.at(),
                Optional.empty(), budget.limit(), 0, 0, 0, OptionalLong.empty(), BudgetState.OK, 0, Optional.empty(), 0,
                Optional.empty(), Optional.empty(), false);
        return BudgetRow.of(budget, state, now.at(), config.billingZone());
    }

    private static Map<String, List<BudgetRow>> byKey(List<BudgetRow> budgets) {
        var byKey = new HashMap<String, List<BudgetRow>>();
        for (var row : budgets) {
            var fixed = Optional.ofNullable(row.budget().scope().fixed().get(Dimension.KEY));
            var each = row.budget().scope().each().filter(d -> d == Dimension.KEY).map(_ -> row.subject());
            fixed.or(() -> each).ifPresent(key -> byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(row));
        }
        return byKey;
    }

    private static Map<BudgetRow.Id, List<HoldRow>> holds(LiveSnapshot now, List<Hold> holds) {
        var flights = now.flights().stream().collect(Collectors.toMap(FlightView::id, Function.identity(),
                (a, _) -> a));
        return holds.stream().sorted(Comparator.comparing(Hold::since)).collect(Collectors.groupingBy(
                hold -> new BudgetRow.Id(hold.budget(), hold.subject()),
                Collectors.mapping(hold -> new HoldRow(hold, Optional.ofNullable(flights.get(hold.request())),
                        now.at()), Collectors.toList())));
    }

    Optional<BudgetRow> budget(BudgetRow.Id id) {
        return budgets.stream().filter(row -> row.id().equals(id)).findFirst();
    }
}
