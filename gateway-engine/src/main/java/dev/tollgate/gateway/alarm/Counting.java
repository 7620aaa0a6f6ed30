package dev.tollgate.gateway.alarm;

import java.util.Optional;

/// Finds the counter that a call belongs to, by what it says of each dimension.
interface Counting {
    Optional<? extends Counter> at(Caller call, long millis);

    /// Whether what a call used is told apart by its attempts: a model or target is another one in each.
    boolean byAttempt();
}
