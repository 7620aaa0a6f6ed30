package dev.tollgate.gateway;

import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.access.Uses;
import java.util.List;

/// What is brought to the ledger once a second because no request may wait for it: counts of refused calls, last uses
/// of secrets, told steps of budgets, who stays with which target, which targets rest.
record Keeping(Pauses pauses, Uses uses, RestoredBudgets budgets, List<StoredText> texts) {
    void flush() {
        pauses.flush();
        uses.flush();
        budgets.flush();
        texts.forEach(StoredText::flush);
    }

    /// Before the ledger is shut.
    void last() {
        flush();
        uses.save();
        texts.forEach(StoredText::save);
    }
}
