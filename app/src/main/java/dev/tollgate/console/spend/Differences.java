package dev.tollgate.console.spend;

import dev.tollgate.gateway.term.Dimension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a window holds against what is usual, in the unit asked for, and which values make the difference. Immutable.
///
/// @param known whether there is anything to compare with; without it `usual` says nothing
/// @param requests in the window
/// @param against what "usual" means here, in words
/// @param dimensions how many were compared
/// @param largest by absolute difference, at most ten over all dimensions
record Differences(Span window, long now, long usual, boolean known, long requests, String against, int dimensions,
        List<Row> largest) {
    /// What is compared.
    static final List<Dimension> COMPARED = List.of(Dimension.KEY, Dimension.MODEL, Dimension.ROUTE,
            Dimension.PROVIDER, Dimension.CUSTOMER, Dimension.WORKSPACE, Dimension.FEATURE, Dimension.AGENT,
            Dimension.ENVIRONMENT);
    static final int MOST = 10;

    Differences {
        largest = List.copyOf(largest);
    }

    long difference() {
        return now - usual;
    }

    /// One value's part.
    record Row(Dimension dimension, String name, long now, long usual) {
        long difference() {
            return now - usual;
        }

        boolean isValue() {
            return Found.Line.isValue(name);
        }
    }

    /// Amounts of one period by dimension and value.
    static final class Amounts {
        private final Map<Dimension, Map<String, Long>> values = new HashMap<>();

        void add(Dimension dimension, String name, long amount) {
            values.computeIfAbsent(dimension, _ -> new HashMap<>()).merge(name, amount, Math::addExact);
        }

        private Map<String, Long> of(Dimension dimension) {
            return values.getOrDefault(dimension, Map.of());
        }

        private Set<String> names(Dimension dimension) {
            return of(dimension).keySet();
        }
    }

    /// The values of these dimensions, the largest absolute difference first; a value that was not given has no row.
    ///
    /// @param periods how many periods `usual` sums
    static List<Row> ranked(Set<Dimension> dimensions, Amounts now, Amounts usual, int periods) {
        var rows = new ArrayList<Row>();
        for (var dimension : dimensions) {
            var names = new HashSet<>(now.names(dimension));
            names.addAll(usual.names(dimension));
            names.stream().filter(name -> !name.isEmpty()).forEach(name -> rows.add(new Row(dimension, name,
                    now.of(dimension).getOrDefault(name, 0L),
                    usual.of(dimension).getOrDefault(name, 0L) / Math.max(1, periods))));
        }
        return rows.stream().filter(row -> row.difference() != 0)
                .sorted(Comparator.comparingLong((Row row) -> -Math.abs(row.difference()))
                        .thenComparing(Row::dimension).thenComparing(Row::name))
                .limit(MOST).toList();
    }

    /// Dimensions of which at least one value was given.
    static Set<Dimension> given(Amounts now, Amounts usual) {
        var given = new HashSet<Dimension>();
        for (var dimension : COMPARED) {
            if (now.names(dimension).stream().anyMatch(name -> !name.isEmpty())
                    || usual.names(dimension).stream().anyMatch(name -> !name.isEmpty())) {
                given.add(dimension);
            }
        }
        return given;
    }
}
