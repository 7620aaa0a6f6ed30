package dev.tollgate.gateway.upstream;

/// Looks on while a stream is relayed, and may stop it.
@FunctionalInterface
public interface Watch {
    Watch NOBODY = (_, _) -> true;

    /// Called after each write with the tokens so far: estimates, until the provider reports figures of its own.
    ///
    /// @return false ends the call with [dev.tollgate.gateway.term.Fault#CUT]
    boolean goOn(long inputTokens, long outputTokens);
}
