package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.term.Dimension;
import java.util.Optional;
import java.util.function.Function;

/// Finds the counter that a call belongs to, by what it says of each dimension.
interface Counting {
    Optional<? extends Counter> at(Function<Dimension, Optional<String>> call, long millis);

    /// Whether what a call used is told apart by its attempts: a model or target is another one in each.
    boolean byAttempt();
}
