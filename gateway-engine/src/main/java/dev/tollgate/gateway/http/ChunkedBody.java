package dev.tollgate.gateway.http;

import dev.tollgate.gateway.wire.BlockInput;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.util.CharArrayBuffer;

/// Decodes a chunked body, strictly: the library's own accepts a sign before a size and sizes that overflow.
final class ChunkedBody extends BlockInput {
    private static final int MAX_TRAILERS = 100;

    private final SessionInputBufferImpl buffer;
    private final InputStream in;
    private final CharArrayBuffer line = new CharArrayBuffer(32);
    private long left;
    private boolean begun;
    private boolean done;

    ChunkedBody(SessionInputBufferImpl buffer, InputStream in) {
        this.buffer = buffer;
        this.in = in;
    }

    @Override
    public int read(byte[] bytes, int from, int size) throws IOException {
        if (size == 0) {
            return 0;
        }
        if (left == 0 && !done) {
            nextChunk();
        }
        if (done) {
            return -1;
        }
        int read = buffer.read(bytes, from, (int) Math.min(left, size), in);
        if (read < 0) {
            throw new MalformedChunkCodingException("the body ended inside a chunk");
        }
        left -= read;
        return read;
    }

    private void nextChunk() throws IOException {
        if (begun) {
            readLine();
            require(line.isEmpty(), "a chunk is longer than its size says");
        }
        begun = true;
        readLine();
        left = size();
        if (left == 0) {
            done = true;
            trailers();
        }
    }

    private long size() throws IOException {
        int end = line.indexOf(';');
        int to = end < 0 ? line.length() : end;
        while (to > 0 && (line.charAt(to - 1) == ' ' || line.charAt(to - 1) == '\t')) {
            to--;
        }
        require(to > 0 && to <= 15, "a chunk has no size or too large a one");
        long size = 0;
        for (int i = 0; i < to; i++) {
            char c = line.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            require(digit >= 0, "a chunk's size is not a hexadecimal number");
            size = size << 4 | digit;
        }
        return size;
    }

    private void trailers() throws IOException {
        readLine();
        for (int i = 0; !line.isEmpty(); i++) {
            require(i < MAX_TRAILERS, "the chunked body has too many trailers");
            readLine();
        }
    }

    private void readLine() throws IOException {
        line.clear();
        try {
            require(buffer.readLine(line, in) >= 0, "the body ended between chunks");
        } catch (MessageConstraintException tooLong) {
            throw new MalformedChunkCodingException("a chunk's head is too long");
        }
    }

    private static void require(boolean holds, String otherwise) throws MalformedChunkCodingException {
        if (!holds) {
            throw new MalformedChunkCodingException(otherwise);
        }
    }
}
