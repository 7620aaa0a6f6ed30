package dev.tollgate.gateway.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether the key's limits and the budgets have room.
public sealed interface Decision {
    /// Held in every budget that covers the call; to be settled once.
    record Admitted(Reservation reservation) implements Decision {}

    /// Nothing was taken.
    ///
    /// @param budget the one without room; of several the one that opens last
    /// @param message for the client: budget, window, what is left, when it opens
    /// @param opens when its window ends; empty: never by itself
    record OverBudget(String budget, String message, Optional<Instant> opens, Rates rates) implements Decision {}

    /// A limit of the key itself; nothing was taken.
    ///
    /// @param message for the client: which limit, how it stands, when to ask again
    /// @param retryAfter when the same call would fit if nothing else came
    record RateLimited(String message, Duration retryAfter, Rates rates) implements Decision {}
}
