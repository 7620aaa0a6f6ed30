package dev.tollgate.gateway.term;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which requests a budget speaks of: those with these values, counted apart for each value of `each`.
public record Scope(Map<Dimension, String> fixed, Optional<Dimension> each) {
    public static final Scope EVERYTHING = new Scope(Map.of(), Optional.empty());

    public Scope {
        fixed = Map.copyOf(fixed);
    }

    /// Whether a request with these values is matched; one without a value for `each` is not.
    public boolean covers(Attribution who) {
        // asked for each budget and call: plain loops
        for (var value : fixed.entrySet()) {
            if (!value.getValue().equals(value(who, value.getKey()))) {
                return false;
            }
        }
        return each.isEmpty() || value(who, each.get()) != null;
    }

    /// A call that names no traffic class is normal.
    private static @Nullable String value(Attribution who, Dimension dimension) {
        var value = who.values().get(dimension);
        return value == null && dimension == Dimension.TRAFFIC ? Traffic.NORMAL.word() : value;
    }

    /// Whose counter it is: the value of `each`, or `everything` / the fixed values.
    public String subject(Attribution who) {
        return each.map(dimension -> value(who, dimension)).orElseGet(this::label);
    }

    private String label() {
        return fixed.isEmpty() ? "everything" : String.join(" ", fixed.values().stream().sorted().toList());
    }
}
