package dev.tollgate.gateway.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The provider of a benchmark, in a process of its own: answers at once, or streams events that carry the nanosecond
/// they were sent at.
final class MockUpstream {
    private static final byte[] ANSWER =
            reply("""
                    {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":\
                    "assistant","content":"Hello there, this is an answer."},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,\
                    "completion_tokens":8,"total_tokens":20}}""");
    private static final byte[] STREAM_HEAD = """
            HTTP/1.1 200 OK\r
            Content-Type: text/event-stream\r
            Transfer-Encoding: chunked\r
            \r
            """.getBytes(StandardCharsets.UTF_8);
    private static final String FINISH = "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

    private static final String EVENT = "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"tok \"},\"finish_reason\":null}],\"t\":";
    private static final Ticker TICKER = Ticker.start();

    private MockUpstream() {}

    public static void main(String[] args) throws IOException {
        try (var server = new ServerSocket(0, 2_000, InetAddress.getLoopbackAddress())) {
            System.out.println("port " + server.getLocalPort());
            while (true) {
                var socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        }
    }

    private static byte[] reply(String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body).getBytes(StandardCharsets.UTF_8);
    }

    private static void serve(Socket socket) {
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            for (var head = head(in); !head.isEmpty(); head = head(in)) {
                in.skipNBytes(field(head, "content-length", 0));
                long events = field(head, "x-bench-events", 0);
                if (events > 0) {
                    stream(out, events, field(head, "x-bench-gap-us", 1_000) * 1_000);
                } else {
                    out.write(ANSWER);
                }
            }
        } catch (IOException gone) {
            // the benchmark ends by closing
        }
    }

    static String head(InputStream in) throws IOException {
        var head = new StringBuilder(512);
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.append((char) b);
            if (b == '\n' && head.length() > 3 && head.charAt(head.length() - 3) == '\n') {
                return head.toString().toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    static long field(String head, String name, long otherwise) {
        int at = head.indexOf("\n" + name + ": ");
        return at < 0
                ? otherwise
                : Long.parseLong(head.substring(at + name.length() + 3, head.indexOf('\r', at)).strip());
    }

    private static void stream(OutputStream out, long events, long gapNanos) throws IOException {
        out.write(STREAM_HEAD);
        TICKER.send(out, events, gapNanos);
        chunk(out, FINISH + "data: [DONE]\n\n");
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    static void event(OutputStream out) throws IOException {
        chunk(out, EVENT + System.nanoTime() + "}\n\n");
    }

    private static void chunk(OutputStream out, String text) throws IOException {
        out.write((Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
