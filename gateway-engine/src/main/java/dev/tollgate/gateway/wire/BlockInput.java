package dev.tollgate.gateway.wire;

import java.io.IOException;
import java.io.InputStream;

/// A source that gives its bytes in blocks; who wants a single one gets a block of one.
public abstract class BlockInput extends InputStream {
    @Override
    public final int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public abstract int read(byte[] into, int from, int size) throws IOException;
}
