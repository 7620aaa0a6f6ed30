package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Word;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A virtual key: what an app sends instead of a provider's key.
///
/// @param former secrets that were replaced and still work for a while, newest first
/// @param routes names or patterns it may use; empty: all
/// @param defaults attribution that headers may change
/// @param fixed attribution that headers may not change
/// @param owner who answers for it; a dimension of its calls
/// @param require attribution that each of its calls should have
/// @param onMissing what becomes of a call without it
public record KeyEntry(String name, Secret secret, List<Former> former, List<String> routes,
        Map<Dimension, String> defaults, Map<Dimension, String> fixed, KeyLimits limits, Optional<Owner> owner,
        List<Dimension> require, OnMissing onMissing, Optional<Instant> expires) {
    public KeyEntry {
        former = List.copyOf(former);
        routes = List.copyOf(routes);
        defaults = Map.copyOf(defaults);
        fixed = Map.copyOf(fixed);
        require = List.copyOf(require);
    }

    /// A replaced secret and when it ends to work.
    public record Former(Secret secret, Instant until) {}

    /// A person, told of what the key does.
    public record Owner(String name, Optional<String> email) {}

    /// What a call without the required attribution gets: a note in its entry, or a 400 that names the header.
    public enum OnMissing implements Word {
        FLAG,
        REJECT
    }

    public static KeyEntry of(String name, Secret secret) {
        return new KeyEntry(name, secret, List.of(), List.of(), Map.of(), Map.of(), KeyLimits.NONE, Optional.empty(),
                List.of(), OnMissing.FLAG, Optional.empty());
    }

    /// Whether it works no more at this moment.
    public boolean isExpired(Instant now) {
        return expires.filter(end -> !now.isBefore(end)).isPresent();
    }

    /// The same key under another secret, or with others beside it.
    public KeyEntry withSecrets(Secret next, List<Former> others) {
        return new KeyEntry(name, next, others, routes, defaults, fixed, limits, owner, require, onMissing, expires);
    }

    public KeyEntry withRoutes(List<String> next) {
        return new KeyEntry(name, secret, former, next, defaults, fixed, limits, owner, require, onMissing, expires);
    }

    public KeyEntry withAttribution(Map<Dimension, String> nextDefaults, Map<Dimension, String> nextFixed) {
        return new KeyEntry(name, secret, former, routes, nextDefaults, nextFixed, limits, owner, require, onMissing,
                expires);
    }

    public KeyEntry withLimits(KeyLimits next) {
        return new KeyEntry(name, secret, former, routes, defaults, fixed, next, owner, require, onMissing, expires);
    }

    public KeyEntry withOwner(Optional<Owner> next) {
        return new KeyEntry(name, secret, former, routes, defaults, fixed, limits, next, require, onMissing, expires);
    }

    public KeyEntry withRequired(List<Dimension> next, OnMissing nextOnMissing) {
        return new KeyEntry(name, secret, former, routes, defaults, fixed, limits, owner, next, nextOnMissing,
                expires);
    }

    public KeyEntry withExpires(Optional<Instant> next) {
        return new KeyEntry(name, secret, former, routes, defaults, fixed, limits, owner, require, onMissing, next);
    }
}
