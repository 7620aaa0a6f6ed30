package dev.tollgate.console.smoke;

import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.smoke.Change;
import dev.tollgate.gateway.smoke.SmokeTests;
import dev.tollgate.gateway.term.TargetId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the ledger and the configuration say, read off the UI thread. Immutable.
///
/// @param changes what each run changed, by its id
record Known(List<Row> rows, List<SmokeRun> runs, Map<String, List<Change>> changes) {
    static final Known NOTHING = new Known(List.of(), List.of(), Map.of());
    /// From so many targets on, failing ones come first.
    private static final int MANY = 20;
    private static final int RUNS = 50;

    static Known of(SmokeTests smoke) {
        var runs = smoke.runs().recent(RUNS);
        return new Known(rows(smoke.targets(), smoke.runs().latest(1)), runs, Change.in(runs));
    }

    private static List<Row> rows(List<TargetId> targets, List<SmokeCell> cells) {
        var byTarget = new HashMap<String, Map<String, SmokeCell>>();
        cells.forEach(c -> byTarget.computeIfAbsent(c.target(), _ -> new HashMap<>()).put(c.check(), c));
        var rows = targets.stream().map(t -> new Row(t, byTarget.getOrDefault(t.label(), Map.of())));
        return (targets.size() < MANY ? rows : rows.sorted(Comparator.comparing(row -> !row.isFailing()))).toList();
    }

    /// With what a run has found so far, before the ledger has it.
    Known with(SmokeRun running) {
        return new Known(rows.stream().map(row -> with(row, running)).toList(), runs, changes);
    }

    private static Row with(Row row, SmokeRun running) {
        var cells = new HashMap<>(row.cells());
        running.cells().stream()
                .filter(c -> c.target().equals(row.label()) && !c.saysNothing())
                .forEach(c -> cells.put(c.check(), c));
        return new Row(row.target(), cells);
    }
}
