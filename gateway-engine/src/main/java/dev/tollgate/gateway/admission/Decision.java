package dev.tollgate.gateway.admission;

import java.time.Instant;
import java.util.Optional;

/// Whether the budgets have room.
public sealed interface Decision {
    /// Held in every budget that covers the call; to be settled once.
    record Admitted(Reservation reservation) implements Decision {}

    /// Nothing was taken.
    ///
    /// @param budget the one without room; of several the one that opens last
    /// @param message for the client: budget, window, what is left, when it opens
    /// @param opens when its window ends; empty: never by itself
    record OverBudget(String budget, String message, Optional<Instant> opens) implements Decision {}
}
