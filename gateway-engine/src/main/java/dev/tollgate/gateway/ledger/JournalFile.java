package dev.tollgate.gateway.ledger;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    /// Lets go of the file and leaves it where it is.
    abstract void close() throws IOException;

    /// All its records are elsewhere: the file goes, or is made empty.
    void discard() {
        try {
            close();
            Files.deleteIfExists(path);
        } catch (IOException ignored) {
            // left for the next start, which reads it again to no effect
        }
    }

    /// Writes the blocks of a file, up to `capacity` bytes; far from any request.
    static void fill(Path path, long capacity) throws IOException {
        var zeros = new byte[1 << 16];
        try (var out = new FileOutputStream(path.toFile(), true)) {
            for (long have = Files.size(path); have < capacity; have += zeros.length) {
                out.write(zeros);
            }
        }
    }

    boolean isDrained() {
        return users.get() == 0 && uncommitted.get() == 0;
    }

    /// No more room in a file of a given size.
    static final class Full extends IOException {
        private static final long serialVersionUID = 1;

        Full(Path path) {
            super(path + " is full");
        }
    }

    /// The usual file: blocks written in advance and mapped, so that a record is a copy in memory, which the system keeps
    /// when the process is killed, and costs no system call (two writes a request were a twelfth of its time).
    static final class Mapped extends JournalFile {
        private final long capacity;
        private final Arena arena = Arena.ofShared();
        private final MemorySegment memory;

        /// Takes some milliseconds.
        Mapped(long number, Path path, long capacity) throws IOException {
            super(number, path);
            this.capacity = capacity;
            try {
                fill(path, capacity);
                this.memory = map(path, capacity);
            } catch (IOException e) {
                discard();
                throw e;
            }
        }

        private MemorySegment map(Path path, long capacity) throws IOException {
            try (var channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, capacity, arena);
            }
        }

        @Override
        void write(byte[] bytes, int length) throws IOException {
            long at = size.getAndAdd(length);
            if (at + length > capacity) {
                throw new Full(path);
            }
            try {
                MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, at, length);
            } catch (InternalError | IllegalStateException gone) {
                throw new IOException("the file was cut or closed, or its disk cannot be written", gone);
            }
        }

        /// Whether somebody took away what is mapped: writing there is an error that may come too late to be met here.
        boolean isCut() {
            return path.toFile().length() < capacity;
        }

        /// By the last who needs it: whoever still writes would fail.
        @Override
        void close() {
            arena.close();
        }
    }

    /// Where blocks cannot be had in advance, and while there is no mapped file: append mode and one write a record,
    /// which the system keeps whole without a lock of ours; a plain stream, since a channel would be closed by an
    /// interrupt.
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
        void close() throws IOException {
            out.close();
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

        @Override
        void close() throws IOException {
            file.close();
        }
    }
}
