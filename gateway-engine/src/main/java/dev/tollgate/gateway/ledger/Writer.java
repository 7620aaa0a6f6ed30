package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.time.Time;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The one thread that writes to the database, in batches. [#add] and the questions may come from any thread; the rest is
/// its own. It waits for a real disk, so it is paced by the machine's clock whatever [Time] says.
final class Writer {
    /// Entries that may wait, beyond which new calls are refused.
    static final int CAPACITY = 100_000;
    /// Taken at most in one transaction: enough that roll-up rows are touched once for many entries, and so few that what
    /// waits for it is neither copied by a collection nor cold when it is written.
    private static final int BATCH = 250;
    /// Beyond this many waiting entries they are kept packed.
    private static final int PACK_FROM = 10_000;
    private static final long GATHER_NANOS = 10_000_000;
    /// Under load a batch may fill for longer: what it costs besides its rows is shared by more of them.
    private static final long GATHER_BUSY_NANOS = 100_000_000;
    private static final int BUSY_FROM = 20;
    private static final long RETRY_NANOS = 500_000_000;
    private static final long STALL_NANOS = 2_000_000_000L;
    private static final String THERE_ALREADY = "23505";
    private static final System.Logger LOG = System.getLogger(Writer.class.getName());

    private final Database database;
    private final Rows rows;
    private final Upkeep upkeep;
    private final Time time;
    private final Events events;
    private final ConcurrentLinkedQueue<Pending> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final TreeSet<Long> ahead = new TreeSet<>();
    private final AtomicBoolean toldTrouble = new AtomicBoolean();
    private volatile long committed;
    private volatile long busySince;
    private volatile String trouble = "";
    private volatile boolean closing;
    private boolean broken;
    private @Nullable Thread thread;

    Writer(Database database, Rows rows, Upkeep upkeep, Time time, Events events, long committed) {
        this.database = database;
        this.rows = rows;
        this.upkeep = upkeep;
        this.time = time;
        this.events = events;
        this.committed = committed;
    }

    void start() {
        thread = time.startPlatform("ledger-writer", this::run);
    }

    void add(Pending entry) {
        int waiting = queued.incrementAndGet();
        queue.add(entry);
        if (waiting == BATCH) { // a full batch need not be gathered any longer
            LockSupport.unpark(thread);
        }
        if (!stall().isEmpty() && toldTrouble.compareAndSet(false, true)) {
            events.publish(new Event.LedgerState(time.instant(), false, stall()));
        }
    }

    boolean shouldPack() {
        return queued.get() > PACK_FROM;
    }

    int queued() {
        return queued.get();
    }

    long committed() {
        return committed;
    }

    /// What is wrong, in words; empty when all is well.
    String trouble() {
        return trouble.isEmpty() ? stall() : trouble;
    }

    private String stall() {
        long since = busySince;
        long waited = since == 0 ? 0 : time.nanos() - since;
        return waited < STALL_NANOS
                ? ""
                : "The disk has been busy with one batch for " + waited / 1_000_000_000L
                        + " s; " + queued.get() + " entries wait.";
    }

    private void run() {
        upkeep.begin();
        while (true) {
            var batch = take();
            if (batch.isEmpty()) {
                upkeep.tick(time.nanos(), closing);
                if (closing && queue.isEmpty()) {
                    return;
                }
                LockSupport.parkNanos(GATHER_NANOS);
            } else if (!commit(batch)) {
                return;
            } else {
                upkeep.tick(time.nanos(), closing);
                gather(batch.size());
            }
        }
    }

    private void gather(int lastBatch) {
        if (queued.get() < BATCH && !closing) {
            LockSupport.parkNanos(lastBatch < BUSY_FROM ? GATHER_NANOS : GATHER_BUSY_NANOS);
        }
    }

    private List<Pending> take() {
        var batch = new ArrayList<Pending>();
        for (var next = queue.poll(); next != null; next = batch.size() < BATCH ? queue.poll() : null) {
            batch.add(next);
        }
        return batch;
    }

    /// Tries until it is written, or until closing leaves it to the journal.
    private boolean commit(List<Pending> batch) {
        var left = batch;
        while (!left.isEmpty()) {
            try {
                busySince = Math.max(1, time.nanos());
                if (broken) {
                    reopen(left);
                }
                write(left);
                well();
                break;
            } catch (SQLException failed) {
                left = afterFailure(left, failed);
                if (closing && !left.isEmpty()) {
                    return false;
                }
            } finally {
                busySince = 0;
            }
        }
        queued.addAndGet(-batch.size());
        return true;
    }

    /// Writes a batch and says so; also used by recovery, before the thread starts.
    void write(List<Pending> batch) throws SQLException {
        long reach = reach(batch);
        try {
            database.alone(connection -> {
                rows.write(connection, batch, reach);
                return reach;
            });
        } catch (RuntimeException oneOfThem) {
            throw new SQLException(oneOfThem.toString(), "22000", oneOfThem); // a row we cannot make must not end us
        }
        done(batch, reach);
    }

    private void done(List<Pending> batch, long reach) {
        batch.forEach(p -> p.file().ifPresent(f -> f.uncommitted.decrementAndGet()));
        ahead.headSet(reach, true).clear();
        committed = reach;
        events.publish(new Event.Committed(time.instant(), reach));
    }

    /// The sequence up to which nothing is missing once this batch is in.
    private long reach(List<Pending> batch) {
        batch.forEach(p -> ahead.add(p.sequence()));
        long reach = committed;
        while (ahead.contains(reach + 1)) {
            reach++;
        }
        return reach;
    }

    private List<Pending> afterFailure(List<Pending> batch, SQLException failed) {
        var state = failed.getSQLState() == null ? "" : failed.getSQLState();
        if (!broken && (state.startsWith("22") || state.startsWith("23"))) {
            return singly(batch);
        }
        broken = true;
        var why = upkeep.hasRoom()
                ? String.valueOf(failed.getMessage()).lines().findFirst().orElse("")
                : "the disk has no room left";
        ill("The ledger cannot be written: " + why + ". Entries are kept in the journal meanwhile.");
        do {
            LockSupport.parkNanos(RETRY_NANOS);
        } while (!upkeep.hasRoom() && !closing);
        return batch;
    }

    /// What H2 had taken and not yet put into its file is lost with it, and comes back from the journal.
    private void reopen(List<Pending> batch) throws SQLException {
        var waiting = new HashSet<Long>();
        batch.forEach(p -> waiting.add(p.sequence()));
        queue.forEach(p -> waiting.add(p.sequence()));
        database.reopen(connection -> upkeep.restore(connection, waiting, committed));
        broken = false;
    }

    /// One of them is refused for itself, as an entry that is there already: the others must not wait for it.
    private List<Pending> singly(List<Pending> batch) {
        for (int i = 0; i < batch.size(); i++) {
            var one = batch.get(i);
            try {
                write(List.of(one));
            } catch (SQLException failed) {
                var state = failed.getSQLState() == null ? "" : failed.getSQLState();
                if (!state.startsWith("22") && !state.startsWith("23")) {
                    return batch.subList(i, batch.size());
                }
                LOG.log(state.equals(THERE_ALREADY) ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR,
                        "entry " + one.entry().id() + " was not written: " + failed.getMessage());
                done(List.of(one), reach(List.of(one)));
            }
        }
        return List.of();
    }

    private void ill(String words) {
        trouble = words;
        if (toldTrouble.compareAndSet(false, true)) {
            events.publish(new Event.LedgerState(time.instant(), false, words));
        }
    }

    private void well() {
        trouble = "";
        if (toldTrouble.compareAndSet(true, false)) {
            events.publish(new Event.LedgerState(time.instant(), true, "The ledger is being written again."));
        }
    }

    /// Writes what is queued and ends the thread.
    ///
    /// @return whether nothing is left
    boolean close(long atMostMillis) {
        closing = true;
        var running = thread;
        if (running != null) {
            LockSupport.unpark(running);
            try {
                running.join(atMostMillis);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return queued.get() == 0;
    }
}
