package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.wire.BlockInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Lines of JSON as server-sent events: each line is the data of one, empty lines are none. A line's length is bounded by
/// whoever splits the events. A last line without its end gives an event without its end. For one thread.
final class JsonLines extends BlockInput {
    private static final int READ = 2048;
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

    private final InputStream plain;
    private final byte[] in = new byte[READ];
    /// Room for the worst: lines of one byte.
    private final byte[] out = new byte[READ * (DATA.length + 1)];
    private boolean inLine;
    private int at;
    private int end;

    JsonLines(InputStream plain) {
        this.plain = plain;
    }

    @Override
    public int read(byte[] into, int from, int size) throws IOException {
        while (at == end) {
            int count = plain.read(in, 0, in.length);
            if (count < 0) {
                return -1;
            }
            frame(count);
        }
        int count = Math.min(size, end - at);
        System.arraycopy(out, at, into, from, count);
        at += count;
        return count;
    }

    private void frame(int count) {
        at = 0;
        end = 0;
        for (int i = 0; i < count; i++) {
            byte b = in[i];
            if (b == '\n') {
                endLine();
            } else if (inLine) {
                out[end++] = b == '\r' ? (byte) ' ' : b; // which would end the event's line; in JSON both are white
                                                         // space
            } else if (b != '\r') {
                beginLine(b);
            }
        }
    }

    private void beginLine(byte first) {
        System.arraycopy(DATA, 0, out, end, DATA.length);
        end += DATA.length;
        out[end++] = first;
        inLine = true;
    }

    private void endLine() {
        if (inLine) {
            out[end++] = '\n';
            out[end++] = '\n';
            inLine = false;
        }
    }
}
