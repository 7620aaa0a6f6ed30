package dev.tollgate.gateway.event;

import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.entry.Entry;
import java.time.Instant;
import java.util.Optional;

/// Facts worth telling, each once.
public sealed interface Event {
    Instant at();

    /// A request ended and has its row; `sequence` rises by one for each.
    record Settled(Instant at, long sequence, Entry entry) implements Event {}

    /// Everything up to this sequence is in the database, roll-ups included.
    record Committed(Instant at, long sequence) implements Event {}

    /// A target stopped or resumed being used.
    record TargetRests(Instant at, String target, Instant until, String because) implements Event {}

    /// The ledger's queue or disk is in trouble, or well again.
    record LedgerState(Instant at, boolean recording, String message) implements Event {}

    record ConfigApplied(Instant at, long version, String author) implements Event {}

    /// An alarm was raised, changed its state, or ended.
    ///
    /// @param subject as [dev.tollgate.gateway.term.Subject#text]
    /// @param text what is going on, in words
    record Alarm(Instant at, String id, String name, String kind, String severity, String state, String subject,
            String text) implements Event {}

    /// Somebody paused, resumed or cut something.
    record Acted(Instant at, String author, String action, String subject) implements Event {}

    /// A budget reached a step, once in each window; blocking is told at the first call that was refused.
    ///
    /// @param subject whose counter, see `Scope.subject`
    /// @param used settled and held, in the budget's unit, as is `limit`
    record BudgetStep(Instant at, String budget, String subject, Instant windowStart, Optional<Instant> windowEnd,
            Budget.Step step, Budget.Unit unit, long used, long limit) implements Event {}

    /// A call without a key we know; it has no row.
    record Unknown(Instant at, String path, String userAgent, boolean keySent, int port) implements Event {}
}
