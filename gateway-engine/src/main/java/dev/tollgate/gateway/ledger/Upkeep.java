package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.config.Retention;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;

/// What the writer does between batches: turning and deleting journal files, dropping rows beyond their retention. The
/// writer's own but for [#keep].
final class Upkeep {
    private static final long JOURNAL_NANOS = 200_000_000L;
    /// What a kill takes from the file at most, and the journal then gives back.
    private static final long FLUSH_NANOS = 500_000_000L;
    private static final long TIDY_NANOS = 2_000_000_000L;
    private static final long ROOM = 32L << 20;
    private static final int BATCH = 500;
    private static final long EXPIRY_NANOS = 60_000_000_000L;
    private static final System.Logger LOG = System.getLogger(Upkeep.class.getName());

    private final Path dir;
    private final Database database;
    private final Rows rows;
    private final Journal journal;
    private final Collection<Open> open;
    private final Time time;
    private volatile Retention retention;
    private long journalAt;
    private long flushAt;
    private long tidyAt;
    private long expiryAt;

    Upkeep(Path dir, Database database, Rows rows, Journal journal, Collection<Open> open, Time time,
            Retention retention) {
        this.dir = dir;
        this.database = database;
        this.rows = rows;
        this.journal = journal;
        this.open = open;
        this.time = time;
        this.retention = retention;
        this.journalAt = time.nanos();
        this.flushAt = journalAt;
        this.tidyAt = journalAt;
        this.expiryAt = time.nanos() + EXPIRY_NANOS / 6;
    }

    void keep(Retention next) {
        retention = next;
    }

    void begin() {
        journal.prepare();
    }

    /// A little work if it is due.
    void tick(long nanos, boolean closing) {
        if (nanos - journalAt >= JOURNAL_NANOS) {
            journalAt = nanos;
            journal.turn();
            reap();
        }
        if (nanos - flushAt >= FLUSH_NANOS) {
            flushAt = nanos;
            flush(nanos);
        }
        if (nanos - expiryAt >= 0 && !closing) {
            expiryAt = expire() ? nanos : nanos + EXPIRY_NANOS;
        }
    }

    private void flush(long nanos) {
        try {
            database.flush();
            if (nanos - tidyAt >= TIDY_NANOS) {
                tidyAt = nanos;
                database.tidy();
            }
        } catch (SQLException | RuntimeException later) {
            LOG.log(System.Logger.Level.DEBUG, "the next batch will meet it too: " + later.getMessage());
        }
    }

    private void reap() {
        try {
            for (var file = journal.reapable(); file != null; file = journal.reapable()) {
                if (!carry(file.number)) {
                    return;
                }
                database.checkpoint();
                mark();
                journal.reap(file);
            }
        } catch (SQLException | IOException later) {
            LOG.log(System.Logger.Level.WARNING, "journal files are kept for now: " + later.getMessage());
        }
    }

    /// Requests that run longer than a file lasts are written again to the newest one.
    private boolean carry(long number) {
        for (var each : open) {
            if (each.oldest <= number) {
                var file = journal.append(new JournalRecord.Opened(each.id, each.entry, each.sends()), false);
                if (file.isEmpty()) {
                    return false;
                }
                each.oldest = file.get().number;
            }
        }
        return true;
    }

    /// Remembers beside the database how much it is known to hold: a file cut short opens as an older one.
    void mark() throws IOException, SQLException {
        long sequence = database.sequence();
        var part = dir.resolve("ledger.mark.part");
        Files.writeString(part, Long.toString(sequence));
        Files.move(part, dir.resolve("ledger.mark"), StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    /// Whether the disk has room to try again.
    boolean hasRoom() {
        return dir.toFile().getUsableSpace() > ROOM;
    }

    /// Writes again what the database had taken and not yet put into its file when it was given up.
    ///
    /// @param waiting sequences that are still to come
    /// @param committed up to which nothing is missing afterwards
    ///
    /// @return how many they were
    long restore(Connection connection, Set<Long> waiting, long committed) throws SQLException {
        rows.reload(connection);
        try {
            long mark = Database.sequence(connection);
            var lost = Recovery.of(dir.resolve("journal")).lost(connection, mark, waiting);
            for (int from = 0; from < lost.size(); from += BATCH) {
                int to = Math.min(lost.size(), from + BATCH);
                rows.write(connection, lost.subList(from, to), to == lost.size() ? committed : mark);
            }
            return lost.size();
        } catch (IOException e) {
            throw new SQLException("the journal cannot be read: " + e.getMessage(), e);
        }
    }

    private boolean expire() {
        try {
            var now = time.instant();
            var kept = retention;
            return database.alone(connection -> {
                boolean more = Expiry.step(connection, kept, now);
                rows.dropped(Buckets.minute(now.minus(kept.rollupMinute())),
                        Buckets.minute(now.minus(kept.rollupHour())));
                return more;
            });
        } catch (SQLException later) {
            LOG.log(System.Logger.Level.WARNING, "old rows are kept for now: " + later.getMessage());
            return false;
        }
    }
}
