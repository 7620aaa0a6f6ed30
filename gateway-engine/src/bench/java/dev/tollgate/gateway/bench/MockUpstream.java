package dev.tollgate.gateway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// The provider of a benchmark, in a process of its own: answers at once, or streams events that carry the nanosecond
/// they were sent at. One thread answers all connections and one sends all events, so that it is not what is measured.
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
            + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    private static final String EVENT = "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\","
            + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"tok \"},\"finish_reason\":null}],\"t\":";
    private static final Ticker TICKER = Ticker.start();

    private MockUpstream() {}

    public static void main(String[] args) throws IOException {
        try (var selector = Selector.open(); var server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2_000);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            System.out.println("port " + server.socket().getLocalPort());
            while (true) {
                selector.select(key -> {
                    if (key.attachment() instanceof Message message && key.channel() instanceof SocketChannel client) {
                        serve(client, message);
                    } else {
                        accept(server, selector);
                    }
                });
            }
        }
    }

    private static void accept(ServerSocketChannel server, Selector selector) {
        try {
            for (var client = server.accept(); client != null; client = server.accept()) {
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                client.configureBlocking(false);
                client.register(selector, SelectionKey.OP_READ, new Message("x-bench-events", "x-bench-gap-us"));
            }
        } catch (IOException gone) {
            System.err.println("a connection was not taken: " + gone.getMessage());
        }
    }

    private static byte[] reply(String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body).getBytes(StandardCharsets.UTF_8);
    }

    private static void serve(SocketChannel client, Message request) {
        try {
            if (request.read(client)) {
                answer(client, request.number(1), request.number(2));
                request.clear();
            }
        } catch (IOException gone) {
            close(client);
        }
    }

    private static void answer(SocketChannel client, long events, long gapMicros) throws IOException {
        if (events > 0) {
            write(client, STREAM_HEAD);
            TICKER.send(client, events, gapMicros * 1_000);
        } else {
            write(client, ANSWER);
        }
    }

    static void event(SocketChannel client) throws IOException {
        chunk(client, EVENT + System.nanoTime() + "}\n\n", "");
    }

    static void last(SocketChannel client) throws IOException {
        chunk(client, FINISH, "0\r\n\r\n");
    }

    private static void chunk(SocketChannel client, String text, String behind) throws IOException {
        write(client, (Integer.toHexString(text.length()) + "\r\n" + text + "\r\n" + behind)
                .getBytes(StandardCharsets.US_ASCII));
    }

    /// Whoever does not read makes all wait; nobody here does that.
    private static void write(SocketChannel client, byte[] bytes) throws IOException {
        var left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            client.write(left);
        }
    }

    static void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException gone) {
            System.err.println("a connection was not closed: " + gone.getMessage());
        }
    }
}
