package dev.tollgate.gateway.control;

import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.ledger.AlarmStore;
import dev.tollgate.gateway.ledger.AuditRow;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/// The audit: who or what changed or stopped anything. Rows are written behind whoever acts; thread-safe, `lock` guards
/// those that wait.
public final class Trail implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Trail.class.getName());
    private static final int MOST = 10_000;

    private final AlarmStore store;
    private final Runnable unsubscribe;
    private final ReentrantLock lock = new ReentrantLock();
    private List<AuditRow> waiting = new ArrayList<>();
    private long last;

    public Trail(AlarmStore store, Events events) {
        this.store = store;
        last = store.lastAudit();
        unsubscribe = events.subscribe(this::hear);
    }

    private void hear(Event event) {
        if (event instanceof Event.Acted act) {
            add(act, act.author(), act.action(), act.subject(), "");
        } else if (event instanceof Event.ConfigApplied applied) {
            add(applied, applied.author(), "config", "", "version " + applied.version());
        }
    }

    private void add(Event event, String author, String action, String subject, String detail) {
        lock.lock();
        try {
            if (waiting.size() < MOST) {
                waiting.add(new AuditRow(++last, event.at(), author, action, subject, detail));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Writes what has come; what cannot be written now is tried again.
    public void keep() {
        var rows = taken();
        if (rows.isEmpty()) {
            return;
        }
        try {
            store.save(List.of(), rows);
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "the audit is kept in memory for now", failed);
            lock.lock();
            try {
                waiting.addAll(0, rows);
            } finally {
                lock.unlock();
            }
        }
    }

    private List<AuditRow> taken() {
        lock.lock();
        try {
            var rows = waiting;
            waiting = new ArrayList<>();
            return rows;
        } finally {
            lock.unlock();
        }
    }

    /// Newest first, what waits to be written included. Reads the database.
    ///
    /// @param before only rows with a lower number
    public List<AuditRow> rows(int limit, OptionalLong before) {
        keep();
        return store.audit(limit, before);
    }

    @Override
    public void close() {
        unsubscribe.run();
        keep();
    }
}
