package dev.tollgate.gateway.http;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.tollgate.gateway.wire.BlockInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/// What zstd packed, unpacked; broken data is a [ZipException]. The first one of all loads native code, which fails with a
/// [LinkageError] where there is none for the machine. For one thread.
final class ZstdInput extends BlockInput {
    /// As a power of two: 8 MiB, the largest window that a content coding may want (RFC 9659).
    private static final int WINDOW = 23;

    private final ZstdInputStreamNoFinalizer frames;

    ZstdInput(InputStream raw) throws IOException {
        frames = new ZstdInputStreamNoFinalizer(raw);
        frames.setLongMax(WINDOW);
    }

    @Override
    public int read(byte[] into, int from, int size) throws IOException {
        try {
            return frames.read(into, from, size);
        } catch (ZstdIOException broken) {
            throw new ZipException(broken.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        frames.close();
    }
}
