package dev.tollgate.gateway.wire;

/// What one pass over a request body found.
public sealed interface Scan {
    record Read(Ask ask) implements Scan {}

    record Refused(Bad bad) implements Scan {}
}
