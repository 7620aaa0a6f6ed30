package dev.tollgate.gateway.control;

import dev.tollgate.gateway.config.PriceRow;
import java.util.List;

/// What became of edited prices.
public sealed interface Committed {
    /// In force for every call that starts from now on.
    ///
    /// @param before all rows of the configuration as they were, for a way back
    /// @param after as they are
    record Done(long version, List<PriceRow> before, List<PriceRow> after) implements Committed {
        public Done {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }

    /// Nothing was changed: mistakes, or a file that alone may change prices.
    record Refused(Applied why) implements Committed {}

    /// Nothing was changed: somebody else changed these rows meanwhile.
    ///
    /// @param gone rows that the editor saw and that are no more
    record Stale(List<PriceRow> gone) implements Committed {
        public Stale {
            gone = List.copyOf(gone);
        }
    }
}
