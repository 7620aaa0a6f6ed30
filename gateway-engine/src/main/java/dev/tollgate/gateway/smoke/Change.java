package dev.tollgate.gateway.smoke;

import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.ledger.SmokeRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A cell that says something else than the last time this target was checked for it.
public record Change(String target, String check, SmokeCell.State from, SmokeCell.State to, String cause) {
    /// What each run changed, by its id.
    ///
    /// @param newestFirst runs without a gap between them
    public static Map<String, List<Change>> in(List<SmokeRun> newestFirst) {
        var changes = new HashMap<String, List<Change>>();
        var known = new HashMap<String, SmokeCell.State>();
        for (var run : newestFirst.reversed()) {
            var mine = new ArrayList<Change>();
            run.cells().stream().filter(cell -> cell.state() != SmokeCell.State.NOT_RUN)
                    .forEach(cell -> of(cell, Optional.ofNullable(known.put(cell.target() + " " + cell.check(),
                            cell.state()))).ifPresent(mine::add));
            changes.put(run.id(), List.copyOf(mine));
        }
        return changes;
    }

    /// Empty where it says the same, or was never asked before.
    public static Optional<Change> of(SmokeCell now, Optional<SmokeCell.State> before) {
        return before.filter(state -> state != now.state())
                .map(state -> new Change(now.target(), now.check(), state, now.state(), now.cause()));
    }
}
