package dev.tollgate.console.requests;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.gateway.term.Dimension;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The filter with one wish more. Pure.
final class Wishes {
    private Wishes() {}

    static Filter only(Filter filter, Dimension dimension, String value) {
        var next = filter.with(dimension, value);
        return new Filter(next.only(), less(next.not(), dimension, value), next.minPicos(), next.fellBack());
    }

    static Filter not(Filter filter, Dimension dimension, String value) {
        var not = new HashMap<>(filter.not());
        var values = new HashSet<>(not.getOrDefault(dimension, Set.of()));
        values.add(value);
        not.put(dimension, Set.copyOf(values));
        return new Filter(less(filter.only(), dimension, value), not, filter.minPicos(), filter.fellBack());
    }

    private static Map<Dimension, Set<String>> less(Map<Dimension, Set<String>> map, Dimension dimension,
            String value) {
        var rest = new HashMap<>(map);
        var values = new HashSet<>(rest.getOrDefault(dimension, Set.of()));
        values.remove(value);
        if (values.isEmpty()) {
            rest.remove(dimension);
        } else {
            rest.put(dimension, Set.copyOf(values));
        }
        return rest;
    }
}
