package dev.tollgate.gateway.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One kept connection of the load generator: the thinnest client there can be.
final class Client implements AutoCloseable {
    static final String KEY = "tg-bench-key";
    private static final String LENGTH = "\ncontent-length:";
    private static final String BODY =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + "word ".repeat(60)
                    + "\"}],\"max_tokens\":64,\"temperature\":0.2%s}";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Client(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 16_384);
        out = socket.getOutputStream();
    }

    private static byte[] request(String extra, String fields) {
        var body = BODY.formatted(extra);
        return ("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + KEY
                + "\r\nContent-Type: application/json\r\n" + fields + "Content-Length: " + body.length() + "\r\n\r\n"
                + body).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] json() {
        return request("", "");
    }

    static byte[] streamed(int events, long gapMicros) {
        return request(",\"stream\":true",
                "x-bench-events: " + events + "\r\nx-bench-gap-us: " + gapMicros + "\r\n");
    }

    /// One call; fails on anything but 200.
    void call(byte[] request) throws IOException {
        out.write(request);
        var head = head();
        if (!head.startsWith("http/1.1 200")) {
            throw new IOException("not a 200: " + head);
        }
        int at = head.indexOf(LENGTH) + LENGTH.length();
        in.skipNBytes(Long.parseLong(head.substring(at, head.indexOf('\r', at)).strip()));
    }

    private String head() throws IOException {
        var head = new StringBuilder(512);
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.append((char) b);
            if (b == '\n' && head.length() > 3 && head.charAt(head.length() - 3) == '\n') {
                break;
            }
        }
        return head.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
