package dev.tollgate.gateway.upstream;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/// A socket whose peer learns at once that it was closed.
///
/// Closing gives up the descriptor, and the kernel ends the connection with the last holder of it. On Linux that can be
/// the thread that waits for all virtual threads' sockets: it looked at this one in the same moment, and lets go only
/// when it has something else to report, which in a quiet gateway may be minutes away. A provider would go on writing,
/// and charging for, an answer that was stopped. Shutting down acts on the connection itself, whoever holds it.
final class PromptSocket extends Socket {
    /// The client sets it some times a call, nearly always to what it is.
    private volatile int timeout;

    private PromptSocket() {}

    private PromptSocket(Proxy proxy) {
        super(proxy);
    }

    static Socket through(@Nullable Proxy proxy) {
        return proxy == null ? new PromptSocket() : new PromptSocket(proxy);
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        if (millis != timeout) {
            super.setSoTimeout(millis);
            timeout = millis;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (isConnected() && !isClosed() && !isOutputShutdown()) {
                shutdownOutput();
            }
        } catch (IOException gone) {
            // the peer was quicker: nobody is left to be told
        } finally {
            super.close();
        }
    }
}
