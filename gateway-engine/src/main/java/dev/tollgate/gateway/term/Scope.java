package dev.tollgate.gateway.term;

import java.util.Map;
import java.util.Optional;

/// Which requests a budget speaks of: those with these values, counted apart for each value of `each`.
public record Scope(Map<Dimension, String> fixed, Optional<Dimension> each) {
    public static final Scope EVERYTHING = new Scope(Map.of(), Optional.empty());

    public Scope {
        fixed = Map.copyOf(fixed);
    }

    /// Whether a request with these values is matched; one without a value for `each` is not.
    public boolean covers(Attribution who) {
        return fixed.entrySet().stream().allMatch(f -> f.getValue().equals(who.values().get(f.getKey())))
                && each.map(d -> who.values().containsKey(d)).orElse(true);
    }

    /// Whose counter it is: the value of `each`, or `everything` / the fixed values.
    public String subject(Attribution who) {
        return each.flatMap(who::get).orElseGet(this::label);
    }

    private String label() {
        return fixed.isEmpty() ? "everything" : String.join(" ", fixed.values().stream().sorted().toList());
    }
}
