package dev.tollgate.gateway.config;

import java.time.Instant;

/// One kept version of the configuration, without its text.
///
/// @param number rises by one with each
/// @param author who or what saved it
public record ConfigVersion(long number, Instant at, String author) {}
