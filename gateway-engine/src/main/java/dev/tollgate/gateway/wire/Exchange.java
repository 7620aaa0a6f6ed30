package dev.tollgate.gateway.wire;

import dev.tollgate.gateway.term.Protocol;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Optional;

/// One request on a connection and the way back. Reading is for its own thread; the [Sink] side for any.
public interface Exchange extends Sink {
    /// The ledger's id, `req_…`, unique and rising in time.
    String id();

    String method();

    /// Whether it only asks for something: GET or HEAD.
    default boolean reads() {
        return method().equals("GET") || method().equals("HEAD");
    }

    /// Normalised: starts with `/`, prefixes and doubled `/v1` dropped, percent-decoding left alone.
    String path();

    /// Raw, without `?`; secrets such as `key=` are cut from it.
    String query();

    Head requestHead();

    /// In whose shape errors are answered.
    default Protocol protocol() {
        return Called.protocol(path());
    }

    InetSocketAddress client();

    /// Reads the whole body, sending 100-continue where asked; limits hold before and after inflation.
    Payload read(long maxBody);

    /// Writes the whole body as it comes, so that nobody holds it; the same limits and refusals as [#read].
    ///
    /// @throws IOException where `into` takes no more
    Optional<Bad> pour(OutputStream into, long maxBody) throws IOException;

    /// Called at most once, from another thread, when the client is gone.
    void onLeave(Runnable left);

    /// Called by the watchman with the current monotonic time: starts watching the client's socket when the request is
    /// older than 100 ms, sends a keep-alive when one is due. Never blocks.
    void tick(long nanos);

    /// From now on the answer is an event stream: keep-alive comments may be sent while nothing else is. Before a head
    /// was sent the keep-alive sends `streamHead` first.
    void keepAlive(Head streamHead);
}
