package dev.tollgate.gateway.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// One process per home: a file lock held while open, gone with the process however it ends.
final class HomeLock implements AutoCloseable {
    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Empty where someone else has it.
    static Optional<HomeLock> take(Path dir) throws IOException {
        var channel = FileChannel.open(dir.resolve("ledger.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                var who = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
                channel.truncate(0).write(ByteBuffer.wrap(who), 0);
                return Optional.of(new HomeLock(channel));
            }
        } catch (OverlappingFileLockException ours) {
            // another ledger of this same process
        }
        channel.close();
        return Optional.empty();
    }

    /// The process that has it, as far as it said so.
    static String holder(Path dir) {
        try {
            return "process " + Files.readString(dir.resolve("ledger.lock")).strip();
        } catch (IOException e) {
            return "another process";
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ignored) {
            // the lock ends with the process at the latest
        }
    }
}
