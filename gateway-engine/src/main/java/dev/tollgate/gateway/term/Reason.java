package dev.tollgate.gateway.term;

/// Why the gateway itself refused a call; the same word in header, entry and contract.
public enum Reason implements Word {
    INVALID_KEY,
    KEY_EXPIRED,
    KEY_PAUSED,
    PAUSED,
    MODEL_NOT_ALLOWED,
    MODEL_NOT_FOUND,
    INVALID_REQUEST,
    TOO_LARGE,
    REQUEST_LIMIT,
    RATE_LIMITED,
    BUDGET_EXCEEDED,
    PRICE_UNKNOWN,
    NO_TARGET,
    LEDGER_FULL
}
