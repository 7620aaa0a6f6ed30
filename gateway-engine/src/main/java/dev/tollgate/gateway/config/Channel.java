package dev.tollgate.gateway.config;

import java.util.Optional;

/// Where alarms are told: a webhook.
///
/// @param webhook an `http` or `https` address
/// @param secret signs what is sent; empty: unsigned
public record Channel(String name, String webhook, Optional<Secret> secret) {}
