package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A company or server that answers calls.
///
/// @param dialect its wire format
/// @param baseUrl what stands before the endpoint's path (before `/chat/completions` for `openai`, before the version
///   for the others), without a trailing slash
/// @param credentials used in this order
/// @param free its tokens count and cost nothing
/// @param models bare model names it is known to have, beside the catalogue's
/// @param endpoints what it has; empty: all of its dialect
/// @param region where it processes, as its owner calls it; a label, the address decides. For `bedrock` what its calls are
///   signed for, see [AwsRegion]
/// @param apiVersion of Azure OpenAI's older surface, where a deployment stands in the path: `2024-10-21`
/// @param project of Google Cloud, for `vertex`
public record Provider(String name, Dialect dialect, String baseUrl, List<Credential> credentials, boolean free,
        boolean enabled, List<String> models, Optional<Set<Endpoint>> endpoints, Optional<HealthRule> health,
        Optional<String> region, Optional<String> apiVersion, Optional<String> project) {
    public Provider {
        credentials = List.copyOf(credentials);
        models = List.copyOf(models);
        endpoints = endpoints.map(Set::copyOf);
    }

    /// Without a region.
    public Provider(String name, Dialect dialect, String baseUrl, List<Credential> credentials, boolean free,
            boolean enabled, List<String> models, Optional<Set<Endpoint>> endpoints, Optional<HealthRule> health) {
        this(name, dialect, baseUrl, credentials, free, enabled, models, endpoints, health, Optional.empty());
    }

    /// Without a version of its surface.
    public Provider(String name, Dialect dialect, String baseUrl, List<Credential> credentials, boolean free,
            boolean enabled, List<String> models, Optional<Set<Endpoint>> endpoints, Optional<HealthRule> health,
            Optional<String> region) {
        this(name, dialect, baseUrl, credentials, free, enabled, models, endpoints, health, region, Optional.empty(),
                Optional.empty());
    }

    public Provider withCredentials(List<Credential> next) {
        return new Provider(name, dialect, baseUrl, next, free, enabled, models, endpoints, health, region, apiVersion,
                project);
    }

    public Provider withEnabled(boolean next) {
        return new Provider(name, dialect, baseUrl, credentials, free, next, models, endpoints, health, region,
                apiVersion,
                project);
    }

    /// At another address, where somebody else may answer: the keys of the old one are never sent there.
    public Provider withBaseUrl(String next) {
        return new Provider(name, dialect, next, next.equals(baseUrl) ? credentials : List.of(), free, enabled, models,
                endpoints, health, region, apiVersion,
                project);
    }

    /// The same receiver, as it is reached right now.
    public Provider at(String address) {
        return new Provider(name, dialect, address, credentials, free, enabled, models, endpoints, health, region,
                apiVersion,
                project);
    }
}
