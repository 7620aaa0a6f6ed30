package dev.tollgate.gateway.http;

/// What a connection waits for; each has its own limit of time.
enum Phase {
    IDLE,
    HEAD,
    BODY,
    HANDLING,
    CLOSING
}
