package dev.tollgate.gateway.term;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whom and what a request is for. Immutable.
///
/// @param values one value for each dimension that is known; never `TAG`
/// @param sources where each value came from, in words: `fixed by key`, `x-tollgate-customer`, `key default` …
public record Attribution(Map<Dimension, String> values, List<String> tags, Map<Dimension, String> sources) {
    public static final Attribution NONE = new Attribution(Map.of(), List.of(), Map.of());

    public Attribution {
        values = Map.copyOf(values);
        tags = List.copyOf(tags);
        sources = Map.copyOf(sources);
    }

    public Optional<String> get(Dimension dimension) {
        return Optional.ofNullable(values.get(dimension));
    }

    /// The traffic class asked for, normal where none was.
    public Traffic traffic() {
        return get(Dimension.TRAFFIC).flatMap(word -> Word.parse(Traffic.class, word)).orElse(Traffic.NORMAL);
    }
}
