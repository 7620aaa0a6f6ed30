package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Endpoint;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/// A well-known model of a provider.
///
/// @param context tokens it can read, where known
/// @param maxOutput tokens it can write, where known
/// @param retires the day from which its provider answers no more calls of it, where one is announced
public record CatalogueModel(String name, Endpoint kind, OptionalLong context, OptionalLong maxOutput,
        Optional<LocalDate> retires) {
    /// Whether its provider has taken it away by this day.
    public boolean retired(LocalDate day) {
        return retires.filter(last -> !day.isBefore(last)).isPresent();
    }
}
