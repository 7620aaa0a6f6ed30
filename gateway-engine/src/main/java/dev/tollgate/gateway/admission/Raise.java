package dev.tollgate.gateway.admission;

import java.time.Instant;

/// A top-up of one counter for a while: then its cap is what the configuration says again.
///
/// @param amount in the budget's unit, above 0
public record Raise(long amount, Instant until) {
    public Raise {
        if (amount <= 0) {
            throw new IllegalArgumentException("a raise by " + amount);
        }
    }
}
