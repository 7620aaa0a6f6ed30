package dev.tollgate.gateway.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/// One kept connection of the load generator: the thinnest client there can be.
final class Client implements AutoCloseable {
    static final String KEY = "tg-bench-key";
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
        var head = MockUpstream.head(in);
        if (!head.startsWith("http/1.1 200")) {
            throw new IOException("not a 200: " + head);
        }
        in.skipNBytes(MockUpstream.field(head, "content-length", 0));
    }

    /// One stream; tells the delay of each event since it left the provider, and returns how many came.
    long stream(byte[] request, LongConsumer delay) throws IOException {
        out.write(request);
        var head = MockUpstream.head(in);
        if (!head.startsWith("http/1.1 200")) {
            throw new IOException("not a 200: " + head);
        }
        long events = 0;
        for (int size = chunk(); size > 0; size = chunk()) {
            var text = new String(in.readNBytes(size), StandardCharsets.US_ASCII);
            long now = System.nanoTime();
            in.skipNBytes(2);
            for (int at = text.indexOf("\"t\":"); at >= 0; at = text.indexOf("\"t\":", at + 4)) {
                delay.accept(now - Long.parseLong(text, at + 4, text.indexOf('}', at), 10));
                events++;
            }
        }
        in.skipNBytes(2);
        return events;
    }

    private int chunk() throws IOException {
        int size = 0;
        for (int b = in.read(); b != '\r'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the stream was cut");
            }
            size = size * 16 + Character.digit(b, 16);
        }
        in.skipNBytes(1);
        return size;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
