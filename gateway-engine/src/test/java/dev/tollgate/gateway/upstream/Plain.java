package dev.tollgate.gateway.upstream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

/// A server that answers anything, a TLS greeting too, with plain HTTP and hangs up.
final class Plain implements AutoCloseable {
    private final ServerSocket server;

    Plain() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (var socket = server.accept()) {
                socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().read(new byte[1024]);
            } catch (IOException closed) {
                // the next one, or none
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
