package dev.tollgate.gateway.ledger;

/// What came of opening a home.
public sealed interface Opened {
    /// It is ours until closed.
    record Ready(Ledger ledger) implements Opened {}

    /// Nothing in the home is lost; the message says what is wrong, where, and what to do.
    ///
    /// @param inUse another process has the home
    record Refused(String message, boolean inUse) implements Opened {}
}
