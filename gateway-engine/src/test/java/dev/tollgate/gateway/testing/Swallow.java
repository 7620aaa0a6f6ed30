package dev.tollgate.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/// A provider that reads large bodies by their length, keeps nothing of them and answers each with the same JSON.
/// Thread-safe.
public final class Swallow implements AutoCloseable {
    private final ServerSocket server;
    private final byte[] answer;
    private final byte[] buffer = new byte[1 << 16];
    private final AtomicLong received = new AtomicLong();

    private Swallow(ServerSocket server, String json) {
        this.server = server;
        this.answer = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                + "\r\n\r\n" + json).getBytes(StandardCharsets.US_ASCII);
    }

    /// @param json ASCII
    public static Swallow start(String json) throws IOException {
        var swallow = new Swallow(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), json);
        Thread.ofVirtual().start(swallow::serve);
        return swallow;
    }

    public int port() {
        return server.getLocalPort();
    }

    /// Bytes of bodies so far.
    public long received() {
        return received.get();
    }

    private void serve() {
        try (var socket = server.accept()) {
            while (true) {
                read(socket.getInputStream());
                socket.getOutputStream().write(answer);
            }
        } catch (IOException gone) {
            if (!server.isClosed() && received.get() == 0) {
                throw new UncheckedIOException(gone);
            }
        }
    }

    private void read(InputStream in) throws IOException {
        var head = new StringBuilder(2_000);
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("over");
            }
            head.append((char) next);
        }
        long left = Long.parseLong(head.toString().lines().filter(line -> line.toLowerCase(Locale.ROOT)
                .startsWith("content-length:")).findFirst().orElseThrow().substring(15).strip());
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            received.addAndGet(count);
            left -= count;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
