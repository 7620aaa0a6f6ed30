package dev.tollgate.gateway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.LongConsumer;

/// One stream of the load generator: finds the send time in each event and tells how old it is, byte by byte, whatever
/// pieces the bytes come in.
final class Reader implements AutoCloseable {
    private static final byte[] MARK = {'"', 't', '"', ':'};
    private static final byte[] END = {'0', '\r', '\n', '\r', '\n'};

    private final SocketChannel channel;
    private int marked;
    private boolean digits;
    private long sent;
    private int ended;
    private long events;
    private boolean done;

    Reader(int port) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    SocketChannel channel() {
        return channel;
    }

    long events() {
        return events;
    }

    /// Whether the last chunk has come.
    boolean done() {
        return done;
    }

    void ask(byte[] request) throws IOException {
        channel.write(ByteBuffer.wrap(request));
        channel.configureBlocking(false);
    }

    /// Reads what is there.
    ///
    /// @return false where the connection has ended
    boolean read(ByteBuffer buffer, LongConsumer delay) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        long now = System.nanoTime();
        for (int i = 0; i < count; i++) {
            take(buffer.get(i), now, delay);
        }
        return count >= 0;
    }

    private void take(byte next, long now, LongConsumer delay) {
        ended = next == END[ended] ? ended + 1 : next == END[0] ? 1 : 0;
        if (ended == END.length) {
            done = true;
            ended = 0;
        }
        if (digits) {
            digit(next, now, delay);
        } else {
            marked = next == MARK[marked] ? marked + 1 : next == MARK[0] ? 1 : 0;
            if (marked == MARK.length) {
                marked = 0;
                digits = true;
                sent = 0;
            }
        }
    }

    private void digit(byte next, long now, LongConsumer delay) {
        if (next >= '0' && next <= '9') {
            sent = sent * 10 + next - '0';
        } else {
            digits = false;
            events++;
            delay.accept(now - sent);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
