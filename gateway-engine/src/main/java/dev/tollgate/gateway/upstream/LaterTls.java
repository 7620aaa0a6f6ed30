package dev.tollgate.gateway.upstream;

import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/// TLS that reads the machine's certificate authorities with the first connection that needs them and not as the program
/// starts, where it is a fifth of the time. Thread-safe.
final class LaterTls implements TlsSocketStrategy {
    /// Class initialisation is what makes it once and for all threads.
    private static final class Machine {
        private static final TlsSocketStrategy TRUST = DefaultClientTlsStrategy.createDefault();
    }

    private final Optional<TlsSocketStrategy> own;

    /// @param trust in place of the machine's, where the user gave a file of authorities
    LaterTls(Optional<SSLContext> trust) {
        own = trust.map(DefaultClientTlsStrategy::new);
    }

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext context)
            throws IOException {
        return own.orElseGet(() -> Machine.TRUST).upgrade(socket, target, port, attachment, context);
    }
}
