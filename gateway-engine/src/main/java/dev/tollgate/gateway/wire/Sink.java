package dev.tollgate.gateway.wire;

import java.io.IOException;

/// Where an answer goes. Each call is one locked write and may come from any thread.
///
/// A throw means that the client cannot be reached any more.
public interface Sink {
    /// Status and header fields of the answer, once. A `Content-Length` field makes the body that long; without one it
    /// is chunked (or ends with the connection on HTTP/1.0).
    void head(int status, Head head) throws IOException;

    /// Bytes of the body, flushed before it returns.
    void write(byte[] bytes, int from, int to) throws IOException;

    /// The last bytes and the end of the body.
    void end(byte[] tail) throws IOException;

    /// Head and whole body in one write.
    default void answer(int status, Head head, byte[] body) throws IOException {
        head(status, head.with("Content-Length", Integer.toString(body.length)));
        end(body);
    }

    /// Ends without completing the body, so that no client can take it for whole; the connection closes.
    void abort();

    /// Whether a head has been sent.
    boolean committed();
}
