package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.term.Word;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One smoke test of a provider as the ledger keeps it. Immutable.
///
/// @param id `smoke_…`; also the `task` of each request it made
/// @param subject whom it was about: a provider, or how many targets
/// @param checks cells that were planned
/// @param calls requests made so far
/// @param picos pico-dollars settled so far
/// @param unpriced calls whose price nobody knows
/// @param ceiling pico-dollars that it may never pass
/// @param cells in the order they were made; those of a list go without their exchanges
public record SmokeRun(String id, Instant started, Optional<Instant> ended, String author, String subject, State state,
        int checks, int calls, long picos, int unpriced, long ceiling, List<SmokeCell> cells) {
    /// How far a run came.
    public enum State implements Word {
        RUNNING,
        DONE,
        /// Somebody ended it.
        CANCELLED,
        /// The next call could have passed the ceiling.
        CEILING,
        /// The process ended, or failed, while it ran.
        INTERRUPTED
    }

    public SmokeRun {
        cells = List.copyOf(cells);
    }

    /// The same run, further on.
    public SmokeRun with(State next, Optional<Instant> end, int callsMade, long picosSpent, int withoutPrice,
            List<SmokeCell> known) {
        return new SmokeRun(id, started, end, author, subject, next, checks, callsMade, picosSpent, withoutPrice,
                ceiling, known);
    }

    /// Why it did not come to its end, in words; empty where it did or still runs.
    public String note() {
        var far = " after " + cells.size() + " of " + checks + " checks";
        return switch (state) {
            case RUNNING, DONE -> "";
            case CANCELLED -> "cancelled";
            case CEILING -> "ended at its ceiling";
            case INTERRUPTED -> "interrupted" + far + ": Tollgate ended, or failed, while it ran";
        };
    }

    public long count(SmokeCell.State wanted) {
        return cells.stream().filter(cell -> cell.state() == wanted).count();
    }
}
