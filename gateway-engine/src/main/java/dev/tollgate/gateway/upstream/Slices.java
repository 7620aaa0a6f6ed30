package dev.tollgate.gateway.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/// A request body of slices, written as they are; its type and length of the original stand in the head. Tells when it
/// is sent.
final class Slices extends AbstractHttpEntity {
    private static final int PIECE = 1 << 16;

    private final List<ByteBuffer> body;
    private final Transport.Progress progress;
    private final long length;

    Slices(List<ByteBuffer> body, Transport.Progress progress) {
        super((String) null, null, false);
        this.body = body;
        this.progress = progress;
        long sum = 0;
        for (var slice : body) {
            sum += slice.remaining();
        }
        length = sum;
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("written, never read");
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        progress.connected(); // the head lies in the buffer; nothing was sent before there was a connection
        for (var slice : body) {
            if (slice.hasArray()) {
                out.write(slice.array(), slice.arrayOffset() + slice.position(), slice.remaining());
            } else {
                copy(slice.duplicate(), out);
            }
        }
        out.flush();
        progress.sent();
    }

    /// What lies on disk is never whole in memory.
    private void copy(ByteBuffer slice, OutputStream out) throws IOException {
        var piece = new byte[Math.min(slice.remaining(), PIECE)];
        while (slice.hasRemaining()) {
            int count = Math.min(slice.remaining(), piece.length);
            slice.get(piece, 0, count);
            out.write(piece, 0, count);
            progress.moved();
        }
    }

    @Override
    public void close() {}
}
