package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A client that keeps what it gets, and leaves after a number of writes.
final class Collected implements Sink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int leavesAfter;
    private int writes;

    Collected() {
        this(Integer.MAX_VALUE);
    }

    Collected(int leavesAfter) {
        this.leavesAfter = leavesAfter;
    }

    int writes() {
        return writes;
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    @Override
    public void head(int status, Head head) {}

    @Override
    public void write(byte[] some, int from, int to) throws IOException {
        if (writes++ >= leavesAfter) {
            throw new IOException("gone");
        }
        bytes.write(some, from, to - from);
    }

    @Override
    public void end(byte[] tail) {
        bytes.writeBytes(tail);
    }

    @Override
    public void abort() {}

    @Override
    public boolean committed() {
        return writes > 0;
    }
}
