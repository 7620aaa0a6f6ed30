package dev.tollgate.gateway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// One kept connection of the load generator's closed loop: a call, its whole answer, the next call.
final class Caller {
    private static final byte[] FINE = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final Message answer = new Message();
    private final ByteBuffer request = request();

    Caller(int port) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
    }

    private static ByteBuffer request() {
        var bytes = Client.json();
        return ByteBuffer.allocateDirect(bytes.length).put(bytes);
    }

    void begin(Selector selector) throws IOException {
        channel.register(selector, SelectionKey.OP_READ, this);
        next(true);
    }

    /// @return whether the answer is whole
    /// @throws IOException also for any answer but 200
    boolean read() throws IOException {
        boolean whole = answer.read(channel);
        if (whole && !answer.startsWith(FINE)) {
            throw new IOException("not a 200");
        }
        return whole;
    }

    /// @param more otherwise the connection ends
    void next(boolean more) throws IOException {
        if (more) {
            answer.clear();
            channel.write(request.flip());
        } else {
            channel.close();
        }
    }
}
