package dev.tollgate.gateway.upstream;

/// From where a call goes on with an answer that another one began.
///
/// @param continues its model is given the beginning and writes only the rest; else it answers anew, and what the client
///     has already is compared and left out
public record Resumption(Beginning from, boolean continues) {}
