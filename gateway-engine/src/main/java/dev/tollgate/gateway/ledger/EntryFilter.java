package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.term.Dimension;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Which entries: started in `[from, to)`, each named dimension having one of the values (`only`) or none (`not`).
///
/// @param minPicos cost at least this many pico-dollars
public record EntryFilter(Instant from, Instant to, Map<Dimension, Set<String>> only, Map<Dimension, Set<String>> not,
        OptionalLong minPicos, Optional<Boolean> fellBack) {
    public EntryFilter {
        only = Map.copyOf(only);
        not = Map.copyOf(not);
    }

    public static EntryFilter between(Instant from, Instant to) {
        return new EntryFilter(from, to, Map.of(), Map.of(), OptionalLong.empty(), Optional.empty());
    }

    public EntryFilter only(Dimension dimension, String... values) {
        var more = new java.util.HashMap<>(only);
        more.put(dimension, Set.of(values));
        return new EntryFilter(from, to, more, not, minPicos, fellBack);
    }
}
