package dev.tollgate.gateway.wire;

/// What reading a body gave.
public sealed interface Payload {
    record Whole(byte[] bytes) implements Payload {}

    record Refused(Bad bad) implements Payload {}
}
