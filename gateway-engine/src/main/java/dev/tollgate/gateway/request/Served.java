package dev.tollgate.gateway.request;

import dev.tollgate.gateway.upstream.Failure;
import dev.tollgate.gateway.wire.Head;

/// How a request was served, with the last bytes that are still to be written.
sealed interface Served {
    /// Refused by ourselves; nothing went to a provider.
    record Refused(Rejection rejection) implements Served {}

    /// A whole answer, not yet written.
    record Whole(int status, Head head, byte[] body) implements Served {}

    /// A stream that was relayed but for its end marker.
    record Streamed(byte[] tail) implements Served {}

    /// Every try failed, or the stream broke after it had begun.
    record Broken(Failure failure, String message) implements Served {}

    /// Nothing was sent: everybody who could take it was at a limit when the call came there.
    record NoRoom(Rejection rejection) implements Served {}
}
