package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A question to the roll-ups.
///
/// @param by dimensions, none for the total; a row for each combination of values that occurs
/// @param step the roll-up read
/// @param bucket whole multiple of the step that rows are summed to; zero: one row over the whole range. Buckets of a
///     day or more begin at midnight of the billing zone
public record SpendQuery(List<Dimension> by, Instant from, Instant to, Step step, Duration bucket,
        Map<Dimension, Set<String>> only) {
    /// Which roll-up.
    public enum Step implements Word {
        MINUTE,
        HOUR,
        DAY
    }

    public SpendQuery {
        by = List.copyOf(by);
        only = Map.copyOf(only);
    }
}
