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
        return new Known(rows(smoke.targets(), byTarget(smoke.runs().latest(1)), byTarget(smoke.runs().unreached())),
                runs, Change.in(runs));
    }

    private static Map<String, Map<String, SmokeCell>> byTarget(List<SmokeCell> cells) {
        var byTarget = new HashMap<String, Map<String, SmokeCell>>();
        cells.forEach(c -> byTarget.computeIfAbsent(c.target(), _ -> new HashMap<>()).put(c.check(), c));
        return byTarget;
    }

    private static List<Row> rows(List<TargetId> targets, Map<String, Map<String, SmokeCell>> cells,
            Map<String, Map<String, SmokeCell>> left) {
        var rows = targets.stream().map(t -> new Row(t, cells.getOrDefault(t.label(), Map.of()),
                left.getOrDefault(t.label(), Map.of())));
        return (targets.size() < MANY ? rows : rows.sorted(Comparator.comparing(row -> !row.isFailing()))).toList();
    }

    /// With what a run has found so far, before the ledger has it.
    Known with(SmokeRun running) {
        return new Known(rows.stream().map(row -> with(row, running)).toList(), runs, changes);
    }

    private static Row with(Row row, SmokeRun running) {
        var cells = new HashMap<>(row.cells());
        var left = new HashMap<>(row.left());
        running.cells().stream().filter(c -> c.target().equals(row.label())).forEach(c -> {
            if (c.saysNothing()) {
                left.put(c.check(), c);
            } else {
                cells.put(c.check(), c);
                left.remove(c.check());
            }
        });
        return new Row(row.target(), cells, left);
    }
}
