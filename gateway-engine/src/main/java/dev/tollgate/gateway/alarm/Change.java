package dev.tollgate.gateway.alarm;

/// What an evaluation found.
sealed interface Change {
    Gauge gauge();

    /// The value has passed the limit.
    record Begins(Gauge gauge, long value, Limit limit) implements Change {}

    /// An open alarm goes on.
    record GoesOn(Gauge gauge, long value, Limit limit) implements Change {}

    /// The value has been under half the limit for two windows.
    record Ends(Gauge gauge, long value) implements Change {}
}
