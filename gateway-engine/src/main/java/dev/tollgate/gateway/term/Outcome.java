package dev.tollgate.gateway.term;

/// How a request or an attempt ended, as the gateway saw it.
public enum Outcome implements Word {
    SUCCESS,
    INVALID_OUTPUT,
    REFUSED,
    FAILED,
    INTERRUPTED,
    REJECTED
}
