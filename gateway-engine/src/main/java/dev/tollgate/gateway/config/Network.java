package dev.tollgate.gateway.config;

import java.util.Optional;

/// How providers are reached.
///
/// @param proxy `system`, `none` or a URL; loopback is never proxied
/// @param ca a PEM file of further certificate authorities
public record Network(String proxy, Optional<String> ca) {
    public static final Network DEFAULTS = new Network("system", Optional.empty());
}
