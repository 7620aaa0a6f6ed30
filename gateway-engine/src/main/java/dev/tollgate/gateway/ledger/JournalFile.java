package dev.tollgate.gateway.ledger;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// One file of the journal, with what keeps it from being deleted. Any thread may write.
abstract sealed class JournalFile {
    final long number;
    final Path path;
    /// Threads that are writing now.
    final AtomicInteger users = new AtomicInteger();
    /// Records not yet in the database.
    final AtomicLong uncommitted = new AtomicLong();
    final AtomicLong size = new AtomicLong();

    private JournalFile(long number, Path path) {
        this.number = number;
        this.path = path;
    }

    abstract void write(byte[] bytes, int length) throws IOException;

    /// All its records are elsewhere: the file goes, or is made empty.
    abstract void discard();

    boolean isDrained() {
        return users.get() == 0 && uncommitted.get() == 0;
    }

    /// The usual file: append mode and one write a record, which the system keeps whole without a lock of ours; a plain
    /// stream, since a channel would be closed by an interrupt.
    static final class Appended extends JournalFile {
        private final FileOutputStream out;

        Appended(long number, Path path) throws IOException {
            super(number, path);
            this.out = new FileOutputStream(path.toFile(), true);
        }

        @Override
        void write(byte[] bytes, int length) throws IOException {
            out.write(bytes, 0, length);
            size.addAndGet(length);
        }

        @Override
        void discard() {
            close();
            try {
                Files.deleteIfExists(path);
            } catch (IOException ignored) {
                // left for the next start, which reads it again to no effect
            }
        }

        void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Blocks written in advance, so that a full disk still takes records.
    static final class Reserve extends JournalFile {
        static final String NAME = "reserve";
        private final long capacity;
        private final RandomAccessFile file;
        private final ReentrantLock lock = new ReentrantLock();

        /// @param number of the file it stands in for
        Reserve(long number, Path path, long capacity) throws IOException {
            super(number, path);
            this.capacity = capacity;
            this.file = new RandomAccessFile(path.toFile(), "rw");
        }

        @Override
        void write(byte[] bytes, int length) throws IOException {
            lock.lock();
            try {
                if (size.get() + length > capacity) {
                    throw new IOException("the journal's reserve of " + capacity + " bytes is used up");
                }
                file.seek(size.get());
                file.write(bytes, 0, length);
                size.addAndGet(length);
            } finally {
                lock.unlock();
            }
        }

        @Override
        void discard() {
            lock.lock();
            try (file) {
                file.seek(0);
                file.write(new byte[(int) Math.min(size.get(), 1 << 20)]);
            } catch (IOException ignored) {
                // stale records are known to the database and have no effect
            } finally {
                lock.unlock();
            }
        }

        /// Writes the blocks; far from any request.
        static void prepare(Path path, long capacity) throws IOException {
            if (Files.exists(path) && Files.size(path) >= capacity) {
                return;
            }
            var zeros = new byte[1 << 16];
            try (var out = new FileOutputStream(path.toFile(), true)) {
                for (long have = Files.size(path); have < capacity; have += zeros.length) {
                    out.write(zeros);
                }
            }
        }
    }
}
