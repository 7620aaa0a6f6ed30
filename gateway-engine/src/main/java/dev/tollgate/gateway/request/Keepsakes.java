package dev.tollgate.gateway.request;

import dev.tollgate.gateway.ledger.Kept;
import dev.tollgate.gateway.ledger.KeptStore;
import dev.tollgate.gateway.ledger.LedgerFailure;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// Remembers whose the files, batches and stored answers are that providers keep. What a call learned is known at once
/// and on disk a moment later, so that no call waits for it. Thread-safe.
final class Keepsakes {
    private static final System.Logger LOG = System.getLogger(Keepsakes.class.getName());
    /// What waits for a disk that does not take it; beyond, the oldest are given up.
    private static final int WAITING = 100_000;

    private static final int REMEMBERED = 10_000;

    private final KeptStore store;
    private final BatchCharges charges;
    private final Time time;
    private final ConcurrentHashMap<String, Kept> waiting = new ConcurrentHashMap<>();
    private final Queue<BatchCharges.Seen> over = new ConcurrentLinkedQueue<>();
    /// Batches that need not be asked about again.
    private final Set<String> charged = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean writing = new AtomicBoolean();

    Keepsakes(KeptStore store, BatchCharges charges, Time time) {
        this.store = store;
        this.charges = charges;
        this.time = time;
    }

    /// Where this key's thing is to be had; empty where it is not known, or another key's.
    Optional<Kept> find(String key, String id) {
        return Optional.ofNullable(waiting.get(id)).or(() -> store.find(id)).filter(thing -> thing.owner().equals(key));
    }

    /// Which of these belong to this key.
    Set<String> own(String key, List<String> ids) {
        var own = store.own(key, ids);
        ids.stream().filter(id -> Optional.ofNullable(waiting.get(id))
                .filter(thing -> thing.owner().equals(key)).isPresent()).forEach(own::add);
        return own;
    }

    /// This key has just been given it.
    void learn(String key, TargetId by, String id) {
        learn(key, by, id, Optional.empty(), Optional.empty());
    }

    /// @param entry of a batch: the request that made it
    void learnBatch(String key, TargetId by, String id, String entry) {
        learn(key, by, id, Optional.of(entry), Optional.empty());
    }

    /// @param batch whose output the file is
    void learnOutput(String key, TargetId by, String id, String batch) {
        learn(key, by, id, Optional.empty(), Optional.of(batch));
    }

    private void learn(String key, TargetId by, String id, Optional<String> entry, Optional<String> batch) {
        if (waiting.size() < WAITING) {
            waiting.put(id, new Kept(id, key, by.provider(), by.credential(),
                    time.instant().truncatedTo(ChronoUnit.SECONDS), entry, batch));
            write();
        }
    }

    /// A batch is over: it is charged a moment later, unless it was already.
    void charge(BatchCharges.Seen seen) {
        if (charged.size() > REMEMBERED) {
            charged.clear();
        }
        if (charged.add(seen.batch())) {
            over.add(seen);
            write();
        }
    }

    void forget(String id) {
        waiting.remove(id);
        store.remove(id);
    }

    private void write() {
        if (writing.compareAndSet(false, true)) {
            var _ = time.start("tollgate-kept", this::flush);
        }
    }

    private void chargeAll() {
        for (var seen = over.peek(); seen != null; seen = over.peek()) {
            charges.charge(seen);
            over.remove(seen);
        }
    }

    private void flush() {
        try {
            var batch = new ArrayList<>(waiting.values());
            store.add(batch);
            batch.forEach(thing -> waiting.remove(thing.id(), thing));
            chargeAll();
        } catch (LedgerFailure later) {
            LOG.log(System.Logger.Level.WARNING, "whose kept things are is not on disk yet; the next one tries again",
                    later);
            return;
        } finally {
            writing.set(false);
        }
        if (!waiting.isEmpty() || !over.isEmpty()) {
            write();
        }
    }
}
