package dev.tollgate.gateway;

import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.access.Uses;

/// What is brought to the ledger once a second because no request may wait for it: counts of refused calls, last uses
/// of secrets, told steps of budgets, who stays with which target.
record Keeping(Pauses pauses, Uses uses, RestoredBudgets budgets, StoredPins pins) {
    void flush() {
        pauses.flush();
        uses.flush();
        budgets.flush();
        pins.flush();
    }

    /// Before the ledger is shut.
    void last() {
        flush();
        uses.save();
        pins.save();
    }
}
