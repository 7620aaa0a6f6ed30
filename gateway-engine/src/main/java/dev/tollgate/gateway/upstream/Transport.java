package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.wire.Head;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;

/// Sends one request and returns as soon as the reply's head is there. Thread-safe.
public interface Transport extends AutoCloseable {
    /// Throws [Unreachable] where it knows what kind of trouble it was.
    Reply send(Outgoing request, Progress progress) throws IOException;

    @Override
    void close();

    /// A request; the body's slices are not consumed, so that it may be sent again.
    record Outgoing(String method, URI url, Head head, List<ByteBuffer> body) {}

    /// Told about the stages of a call, for its deadlines.
    interface Progress {
        /// From now on `cancel` ends the call at once, from any thread.
        void cancellable(Runnable cancel);

        /// The connection stands (TLS included).
        void connected();

        /// A piece of a long body went out.
        default void moved() {}

        /// The last byte of the body is on its way.
        void sent();
    }

    /// Closing gives the connection back if the body was read to its end, and ends it otherwise, without reading on.
    interface Reply extends AutoCloseable {
        int status();

        Head head();

        InputStream body();

        @Override
        void close();
    }
}
