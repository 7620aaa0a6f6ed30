package dev.tollgate.gateway.wire;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A form with files: it lies on disk, so that no call holds it in memory and each attempt can send it anew. Closing
/// deletes it. The bytes may be read by any thread until then.
public final class Upload implements AutoCloseable {
    /// What a second of sound takes in the formats that people upload: 32 kbit.
    private static final long BYTES_A_SECOND = 4_000;
    private static final System.Logger LOG = System.getLogger(Upload.class.getName());

    private final Path file;
    private final String boundary;
    private final Arena arena = Arena.ofShared();
    private final ByteBuffer bytes;

    /// @param boundary between the parts of the form, without its dashes
    /// @throws IOException where the file cannot be read
    public Upload(Path file, String boundary) throws IOException {
        this.file = file;
        this.boundary = boundary;
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena).asByteBuffer();
        } catch (IOException unreadable) {
            arena.close();
            throw unreadable;
        }
    }

    public String boundary() {
        return boundary;
    }

    /// All of it, from 0 to its limit; a buffer of its own each time.
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /// How long it plays if it is sound, roughly.
    public long likelySeconds() {
        return Math.ceilDiv(bytes.limit(), BYTES_A_SECOND);
    }

    @Override
    public void close() {
        arena.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            LOG.log(System.Logger.Level.WARNING, "a spooled upload could not be deleted; the next start does it",
                    stays);
        }
    }
}
