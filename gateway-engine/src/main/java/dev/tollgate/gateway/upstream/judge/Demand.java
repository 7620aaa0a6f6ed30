package dev.tollgate.gateway.upstream.judge;

/// What is wanted of one attempt's answer.
///
/// @param held a stream is kept back until it is whole, so that all of it is judged before the client sees any
public record Demand(Judge judge, boolean held) {}
