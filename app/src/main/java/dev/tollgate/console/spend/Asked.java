package dev.tollgate.console.spend;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.gateway.term.Dimension;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the page is asked to show.
///
/// @param window a part of the range that is looked at more closely
record Asked(TimeRange range, Filter filter, Dimension by, Unit unit, Optional<TimeRange> window) {
    /// Dimensions of many values have totals by day alone and cannot be combined with others.
    private static final Set<Dimension> ALONE = Set.of(Dimension.USER, Dimension.TASK, Dimension.THREAD,
            Dimension.CALLER, Dimension.TAG);

    /// The part of the filter that roll-ups can answer.
    Map<Dimension, Set<String>> only() {
        return filter.only().entrySet().stream().filter(e -> !ALONE.contains(e.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// The part they cannot, in words; empty where all of it is applied.
    String notApplied() {
        var rest = new Filter(filter.only().entrySet().stream().filter(e -> ALONE.contains(e.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)), filter.not(),
                filter.minPicos(), filter.fellBack());
        return rest.isEmpty() ? "" : "not applied here: " + rest.text();
    }
}
