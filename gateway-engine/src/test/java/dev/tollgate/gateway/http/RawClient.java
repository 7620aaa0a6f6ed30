package dev.tollgate.gateway.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// A client that sends exactly the bytes a test wants, and reads one answer at a time.
final class RawClient implements AutoCloseable {
    private static final int PATIENCE = 10_000;

    private final Socket socket;
    private final InputStream in;

    /// One answer: its head as text, its body without framing, and whether the body came to its promised end.
    record Answer(int status, String head, String body, boolean whole) {
        boolean has(String line) {
            return head.toLowerCase(Locale.ROOT).contains(("\r\n" + line + "\r\n").toLowerCase(Locale.ROOT));
        }
    }

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE);
        in = new BufferedInputStream(socket.getInputStream());
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /// A whole HTTP/1.1 request with a Host.
    RawClient post(String path, String body) throws IOException {
        return send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body);
    }

    RawClient get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /// Closes in the middle of a test.
    void leave() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// The next answer to a request that was not HEAD.
    Answer answer() throws IOException {
        String head = head();
        int status = Integer.parseInt(head.substring(9, 12));
        String lower = head.toLowerCase(Locale.ROOT);
        if (status < 200 || status == 204) {
            return new Answer(status, head, "", true);
        }
        if (lower.contains("transfer-encoding: chunked")) {
            return chunked(status, head);
        }
        int length = lower.indexOf("content-length:");
        if (length < 0) {
            return new Answer(status, head, text(in.readAllBytes()), true);
        }
        int promised = Integer.parseInt(head.substring(length + 15).lines().findFirst().orElse("").trim());
        byte[] body = in.readNBytes(promised);
        return new Answer(status, head, text(body), body.length == promised);
    }

    /// Waits so long for something to read, or for the end.
    boolean hears(Duration atMost) throws IOException {
        in.mark(1);
        socket.setSoTimeout((int) atMost.toMillis());
        try {
            in.read();
            in.reset();
            return true;
        } catch (SocketTimeoutException silent) {
            return false;
        } finally {
            socket.setSoTimeout(PATIENCE);
        }
    }

    /// Status line and fields, with the empty line.
    String head() throws IOException {
        var head = new StringBuilder();
        String line = line();
        while (!line.isEmpty()) {
            head.append(line).append("\r\n");
            line = line();
        }
        return head.append("\r\n").toString();
    }

    /// One chunk's bytes; empty for the last one.
    String chunk() throws IOException {
        int size = Integer.parseInt(line(), 16);
        String chunk = text(in.readNBytes(size));
        line();
        return chunk;
    }

    /// Whether the server has closed (in order or not) and nothing more comes.
    boolean closed() {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private Answer chunked(int status, String head) {
        var body = new ByteArrayOutputStream();
        try {
            while (true) {
                String chunk = chunk();
                if (chunk.isEmpty()) {
                    return new Answer(status, head, text(body.toByteArray()), true);
                }
                body.writeBytes(chunk.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException | NumberFormatException cut) {
            return new Answer(status, head, text(body.toByteArray()), false);
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        int b = in.read();
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        if (b < 0) {
            throw new IOException("closed after '" + line + "'");
        }
        return line.toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
