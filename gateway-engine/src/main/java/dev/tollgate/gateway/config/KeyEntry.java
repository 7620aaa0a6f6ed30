package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A virtual key: what an app sends instead of a provider's key.
///
/// @param routes names or patterns it may use; empty: all
/// @param defaults attribution that headers may change
/// @param fixed attribution that headers may not change
public record KeyEntry(String name, Secret secret, List<String> routes, Map<Dimension, String> defaults,
        Map<Dimension, String> fixed, Optional<Instant> expires) {
    public KeyEntry {
        routes = List.copyOf(routes);
        defaults = Map.copyOf(defaults);
        fixed = Map.copyOf(fixed);
    }

    public static KeyEntry of(String name, Secret secret) {
        return new KeyEntry(name, secret, List.of(), Map.of(), Map.of(), Optional.empty());
    }
}
