package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Endpoint;
import java.util.OptionalLong;

/// A well-known model of a provider.
///
/// @param context tokens it can read, where known
/// @param maxOutput tokens it can write, where known
/// @param sendsMaxCompletionTokens refuses `max_tokens` and wants `max_completion_tokens`
public record CatalogueModel(String name, Endpoint kind, OptionalLong context, OptionalLong maxOutput,
        boolean sendsMaxCompletionTokens) {}
