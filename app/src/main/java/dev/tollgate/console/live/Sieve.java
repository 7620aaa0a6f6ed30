package dev.tollgate.console.live;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.term.Dimension;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The frame's filter as far as live figures can be told apart by it. Immutable.
record Sieve(Filter filter) {
    static final Sieve OPEN = new Sieve(Filter.NONE);
    private static final Set<Dimension> UNKNOWN_YET = Set.of(Dimension.OUTCOME, Dimension.REQUESTED_MODEL,
            Dimension.RESPONSE_MODEL, Dimension.ROUTE_TYPE, Dimension.ENDPOINT, Dimension.TAG);

    boolean isOpen() {
        return filter.only().isEmpty() && filter.not().isEmpty();
    }

    /// Whether a series of this name is shown in a grouping by `by`.
    boolean lets(Dimension by, String name) {
        var only = filter.only().get(by);
        var not = filter.not().get(by);
        return (only == null || only.contains(name)) && (not == null || !not.contains(name));
    }

    /// Words of the filter that a grouping by `by` cannot follow, since counters are kept by one dimension each; empty
    /// where it follows all of them.
    String unheeded(Dimension by) {
        var words = Stream.concat(filter.only().keySet().stream(), filter.not().keySet().stream())
                .filter(each -> each != by).map(Dimension::word);
        var others = Stream.concat(filter.minPicos().isPresent() ? Stream.of("cost") : Stream.of(),
                filter.fellBack().isPresent() ? Stream.of("fellback") : Stream.of());
        return Stream.concat(words.distinct().sorted(), others).collect(Collectors.joining(", "));
    }

    boolean lets(FlightView flight) {
        if (isOpen()) {
            return true;
        }
        return List.of(Dimension.values()).stream().filter(d -> !UNKNOWN_YET.contains(d))
                .filter(d -> filter.only().containsKey(d) || filter.not().containsKey(d))
                .allMatch(d -> lets(d, flight.value(d).orElse("")));
    }
}
