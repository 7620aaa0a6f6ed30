package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A company or server that answers calls.
///
/// @param dialect its wire format; `openai` is the one built so far
/// @param baseUrl what stands before `/chat/completions`, without a trailing slash
/// @param free its tokens count and cost nothing
/// @param models bare model names it is known to have, beside the catalogue's
/// @param endpoints what it has; empty: all of its dialect
public record Provider(String name, String dialect, String baseUrl, List<Secret> credentials, boolean free,
        boolean enabled, List<String> models, Optional<Set<Endpoint>> endpoints, Optional<HealthRule> health) {
    public Provider {
        credentials = List.copyOf(credentials);
        models = List.copyOf(models);
        endpoints = endpoints.map(Set::copyOf);
    }
}
