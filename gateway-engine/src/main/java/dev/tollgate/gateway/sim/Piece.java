package dev.tollgate.gateway.sim;

import java.time.Duration;

/// Bytes of an answer and how long after the piece before it they leave.
///
/// @param tokens of output that these bytes carry
record Piece(Duration after, byte[] bytes, int tokens) {}
