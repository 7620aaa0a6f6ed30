package dev.tollgate.gateway.ledger;

/// How the recording goes.
///
/// @param recording whether rows reach the database
/// @param queued entries that wait for the writer
/// @param capacity entries that may wait, beyond which calls are refused
/// @param committed sequence up to which everything is in the database
/// @param trouble in words, empty when all is well
public record LedgerStatus(boolean recording, long queued, long capacity, long committed, String trouble,
        long fileBytes) {}
