package dev.tollgate.gateway.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What survives a kill: small records put one after the other into numbered files beside the database, without lock or
/// sync. Files are turned over by size and deleted once the database has their records. Any thread may append; [#turn]
/// and [#reap] are the writer's.
final class Journal {
    /// A file is closed when it is larger, in bytes.
    static final long TURN_AT = 16L << 20;
    /// What still fits into a mapped one until the writer comes to turn it over.
    private static final long SPARE = 4L << 20;
    /// What a full disk still takes, in bytes: about 100,000 requests.
    static final long RESERVE = 64L << 20;

    /// File systems that write in place: blocks that are there once can be written again on a full disk. Others (btrfs,
    /// ZFS, APFS) take new ones, and a mapped file has no way to say that there are none.
    private static final Set<String> IN_PLACE = Set.of("ext2", "ext3", "ext4", "xfs", "NTFS");

    private final Path dir;
    private final boolean inPlace;
    private final ReentrantLock failing = new ReentrantLock();
    private final ConcurrentLinkedQueue<JournalFile> retired = new ConcurrentLinkedQueue<>();
    private volatile JournalFile current;
    private volatile String trouble = "";
    private volatile boolean lost;
    /// A file that took long to make may come into use after one with a higher number: no reader minds.
    private final AtomicLong lastNumber;

    Journal(Path dir, long firstNumber) throws IOException {
        this.dir = dir;
        this.inPlace = IN_PLACE.contains(Files.getFileStore(dir).type());
        this.lastNumber = new AtomicLong(firstNumber);
        this.current = new JournalFile.Appended(firstNumber, file(firstNumber));
    }

    private Path file(long number) {
        return dir.resolve(String.format("%012d.journal", number));
    }

    /// Appends in one piece.
    ///
    /// @param counted whether the file must wait until the record is in the database
    /// @return where it went; empty where neither the disk nor the reserve took it
    Optional<JournalFile> append(JournalRecord entry, boolean counted) {
        var pack = entry.pack();
        while (true) {
            var file = current;
            file.users.incrementAndGet();
            try {
                if (file == current) {
                    if (counted) {
                        file.uncommitted.incrementAndGet();
                    }
                    file.write(pack.array(), pack.size());
                    return Optional.of(file);
                }
            } catch (IOException failed) {
                if (counted) {
                    file.uncommitted.decrementAndGet();
                }
                if (!(failed instanceof JournalFile.Full ? follow(file) : standIn(file, failed))) {
                    return Optional.empty();
                }
            } finally {
                file.users.decrementAndGet();
            }
        }
    }

    /// Goes over to a file that grows: the writer was too late to turn the full one over.
    private boolean follow(JournalFile full) {
        failing.lock();
        try {
            if (full == current) {
                replace(appended());
            }
            return true;
        } catch (IOException e) {
            return standIn(full, e);
        } finally {
            failing.unlock();
        }
    }

    /// In this order: what is retired may be deleted at once, so nobody may still find it as the current one.
    private void replace(JournalFile next) {
        var last = current;
        current = next;
        retired.add(last);
    }

    /// Goes over to the reserve, once.
    private boolean standIn(JournalFile failed, IOException why) {
        failing.lock();
        try {
            if (failed != current) {
                return true;
            }
            trouble = "The journal in " + dir + " cannot be written: " + why.getMessage() + ". Make room on the disk.";
            if (failed instanceof JournalFile.Reserve
                    || retired.stream().anyMatch(JournalFile.Reserve.class::isInstance)) {
                lost = true;
                return false;
            }
            replace(new JournalFile.Reserve(lastNumber.incrementAndGet(), dir.resolve(JournalFile.Reserve.NAME),
                    RESERVE));
            return true;
        } catch (IOException noReserve) {
            lost = true;
            return false;
        } finally {
            failing.unlock();
        }
    }

    /// Makes the reserve's blocks; takes a while the first time.
    void prepare() {
        try {
            JournalFile.fill(dir.resolve(JournalFile.Reserve.NAME), RESERVE);
        } catch (IOException e) {
            trouble = "The journal's reserve in " + dir + " cannot be made: " + e.getMessage();
        }
    }

    /// Begins a new file where the current one is large or was the quickest to be had, or is the reserve and there is room
    /// again.
    void turn() {
        var now = current;
        boolean large = now.size.get() > TURN_AT;
        boolean due = switch (now) {
            case JournalFile.Reserve _ -> hasRoom();
            case JournalFile.Mapped mapped -> large || mapped.isCut();
            case JournalFile.Appended _ -> large || (inPlace && hasRoom());
        };
        if (lost ? hasRoom() : due) {
            turnNow();
        }
    }

    private boolean hasRoom() {
        return dir.toFile().getUsableSpace() > 2 * TURN_AT;
    }

    void turnNow() {
        try {
            var next = inPlace ? mapped() : appended(); // before the lock: a slow disk must not hold up a request
            failing.lock();
            try {
                replace(next);
                trouble = "";
                lost = false;
            } finally {
                failing.unlock();
            }
        } catch (IOException e) {
            trouble = "No new journal file can be begun in " + dir + ": " + e.getMessage();
        }
    }

    private JournalFile mapped() throws IOException {
        long number = lastNumber.incrementAndGet();
        return new JournalFile.Mapped(number, file(number), TURN_AT + SPARE);
    }

    private JournalFile appended() throws IOException {
        long number = lastNumber.incrementAndGet();
        return new JournalFile.Appended(number, file(number));
    }

    /// The oldest closed file whose records are all in the database.
    @Nullable
    JournalFile reapable() {
        for (var file : retired) {
            if (file.isDrained()) {
                return file;
            }
        }
        return null;
    }

    void reap(JournalFile file) {
        retired.remove(file);
        file.discard();
    }

    /// In words; empty when all is well.
    String trouble() {
        return trouble;
    }

    /// Whether records get lost: no new request may begin.
    boolean isLost() {
        return lost;
    }

    /// Ends it; the files go where nothing in them is needed any more.
    void close(boolean keep) {
        var last = current;
        if (!keep) {
            List.copyOf(retired).forEach(this::reap);
            last.discard();
        } else {
            try {
                last.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Deletes the files that a recovery has used up.
    static void clear(List<Path> files) throws IOException {
        for (var file : files) {
            Files.deleteIfExists(file);
        }
    }
}
