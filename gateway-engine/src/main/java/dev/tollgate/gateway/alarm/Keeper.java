package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.ledger.AlarmRow;
import dev.tollgate.gateway.ledger.AlarmStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Writes alarms behind the thread that raises them, so that a disk that stalls stops no alarm. Thread-safe; `lock`
/// guards the rows.
final class Keeper {
    private static final System.Logger LOG = System.getLogger(Keeper.class.getName());

    private final AlarmStore store;
    private final ReentrantLock lock = new ReentrantLock();
    /// Whoever reads after [#write] finds what another thread was about to write, too.
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<Long, AlarmRow> dirty = new LinkedHashMap<>();
    private volatile @Nullable String trouble;

    Keeper(AlarmStore store) {
        this.store = store;
    }

    void keep(AlarmRow row) {
        lock.lock();
        try {
            dirty.put(row.id(), row);
        } finally {
            lock.unlock();
        }
    }

    /// Rows that cannot be written stay, unless there is a newer one.
    void write() {
        writing.lock();
        try {
            writeTaken();
        } finally {
            writing.unlock();
        }
    }

    private void writeTaken() {
        var rows = taken();
        if (rows.isEmpty()) {
            return;
        }
        try {
            store.save(rows, List.of());
            trouble = null;
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "alarms are kept in memory for now", failed);
            trouble = failed.getMessage();
            lock.lock();
            try {
                rows.forEach(row -> dirty.putIfAbsent(row.id(), row));
            } finally {
                lock.unlock();
            }
        }
    }

    private List<AlarmRow> taken() {
        lock.lock();
        try {
            var rows = List.copyOf(dirty.values());
            dirty.clear();
            return rows;
        } finally {
            lock.unlock();
        }
    }

    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }
}
