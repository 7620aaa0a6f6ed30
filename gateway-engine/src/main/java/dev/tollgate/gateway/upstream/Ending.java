package dev.tollgate.gateway.upstream;

/// How relaying a stream ended.
public sealed interface Ending {
    /// Everything came.
    ///
    /// @param tail the end marker, not yet written: `data: [DONE]`; empty where there is none
    record Complete(byte[] tail) implements Ending {}

    /// It stopped; the client has been told nothing of it yet, and the last byte it got ends an event.
    record Broken(Failure failure) implements Ending {}
}
