package dev.tollgate.gateway.wire.neutral;

/// Why a model stopped; mapped between protocols, never made up.
public enum Finish {
    STOP,
    /// At one of the stop sequences that were asked for.
    STOP_SEQUENCE,
    /// At the cap of the output.
    LENGTH,
    /// The model's context was full.
    CONTEXT,
    /// It wants tools called.
    CALLS,
    /// A filter or the model itself refused.
    FILTER,
    /// A long turn rests and may be sent back to be continued (Messages).
    PAUSE
}
