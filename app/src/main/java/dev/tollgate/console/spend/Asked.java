package dev.tollgate.console.spend;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the page is asked to show. Immutable.
///
/// @param window a part of the range that is looked at more closely
record Asked(TimeRange range, Filter filter, Dimension by, Unit unit, Optional<Span> window) {
    /// Dimensions of many values have totals by day alone and cannot be combined with others.
    private static final Set<Dimension> ALONE = EnumSet.of(Dimension.USER, Dimension.TASK, Dimension.THREAD,
            Dimension.CALLER, Dimension.TAG);

    Asked by(Dimension next) {
        return new Asked(range, filter, next, unit, window);
    }

    Asked unit(Unit next) {
        return new Asked(range, filter, by, next, window);
    }

    /// The values wanted, as far as roll-ups know them.
    Map<Dimension, Set<String>> only() {
        return known(filter.only());
    }

    /// The values not wanted, as far as roll-ups know them.
    Map<Dimension, Set<String>> not() {
        return known(filter.not());
    }

    /// Whether everything counts.
    boolean isOpen() {
        return only().isEmpty() && not().isEmpty();
    }

    /// The part of the filter that roll-ups cannot answer, in words; empty where all of it is applied.
    String notApplied() {
        var rest = new Filter(unknown(filter.only()), unknown(filter.not()), filter.minPicos(), filter.fellBack());
        return rest.isEmpty() ? "" : "not applied here: " + rest.text();
    }

    /// A question to the roll-ups; the rows name these dimensions first, then those of [#not].
    ///
    /// @param bucket zero for one sum over the span
    SpendQuery query(List<Dimension> dimensions, Span span, SpendQuery.Step step, Duration bucket) {
        return new SpendQuery(asked(dimensions), span.from(), span.to(), step, bucket, only());
    }

    private List<Dimension> asked(List<Dimension> dimensions) {
        var all = new ArrayList<>(dimensions);
        not().keySet().stream().filter(d -> !dimensions.contains(d)).sorted().forEach(all::add);
        return all;
    }

    /// Whether a row of such a question counts.
    boolean counts(List<Dimension> dimensions, List<String> values) {
        var asked = asked(dimensions);
        return not().entrySet().stream()
                .noneMatch(unwanted -> unwanted.getValue().contains(values.get(asked.indexOf(unwanted.getKey()))));
    }

    private static Map<Dimension, Set<String>> known(Map<Dimension, Set<String>> values) {
        return values.entrySet().stream().filter(e -> !ALONE.contains(e.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<Dimension, Set<String>> unknown(Map<Dimension, Set<String>> values) {
        return values.entrySet().stream().filter(e -> ALONE.contains(e.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
