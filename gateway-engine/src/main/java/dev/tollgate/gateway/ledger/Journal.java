package dev.tollgate.gateway.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What survives a kill: small records appended to numbered files beside the database, without lock or sync. Files are
/// turned over by size and deleted once the database has their records. Any thread may append; [#turn] and [#reap] are
/// the writer's.
final class Journal {
    /// A file is closed when it is larger, in bytes.
    static final long TURN_AT = 16L << 20;
    /// What a full disk still takes, in bytes: about 100,000 requests.
    static final long RESERVE = 64L << 20;

    private final Path dir;
    private final ReentrantLock failing = new ReentrantLock();
    private final ConcurrentLinkedQueue<JournalFile> retired = new ConcurrentLinkedQueue<>();
    private volatile JournalFile current;
    private volatile String trouble = "";
    private volatile boolean lost;
    private long lastNumber;

    Journal(Path dir, long firstNumber) throws IOException {
        this.dir = dir;
        this.lastNumber = firstNumber;
        this.current = new JournalFile.Appended(firstNumber, file(firstNumber));
    }

    private Path file(long number) {
        return dir.resolve(String.format("%012d.journal", number));
    }

    /// Appends in one write.
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
                if (!standIn(file, failed)) {
                    return Optional.empty();
                }
            } finally {
                file.users.decrementAndGet();
            }
        }
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
            current = new JournalFile.Reserve(++lastNumber, dir.resolve(JournalFile.Reserve.NAME), RESERVE);
            retired.add(failed);
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
            JournalFile.Reserve.prepare(dir.resolve(JournalFile.Reserve.NAME), RESERVE);
        } catch (IOException e) {
            trouble = "The journal's reserve in " + dir + " cannot be made: " + e.getMessage();
        }
    }

    /// Begins a new file where the current one is large, or is the reserve and there is room again.
    void turn() {
        var now = current;
        boolean away = now instanceof JournalFile.Reserve || lost;
        if (away ? dir.toFile().getUsableSpace() > 2 * TURN_AT : now.size.get() > TURN_AT) {
            turnNow();
        }
    }

    void turnNow() {
        failing.lock();
        try {
            var next = new JournalFile.Appended(lastNumber + 1, file(lastNumber + 1));
            lastNumber++;
            retired.add(current);
            current = next;
            trouble = "";
            lost = false;
        } catch (IOException e) {
            trouble = "No new journal file can be begun in " + dir + ": " + e.getMessage();
        } finally {
            failing.unlock();
        }
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
        } else if (last instanceof JournalFile.Appended appended) {
            appended.close();
        }
    }

    /// Deletes the files that a recovery has used up.
    static void clear(List<Path> files) throws IOException {
        for (var file : files) {
            Files.deleteIfExists(file);
        }
    }
}
