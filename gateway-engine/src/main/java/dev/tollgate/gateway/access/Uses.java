package dev.tollgate.gateway.access;

import dev.tollgate.gateway.access.Keys.Used;
import dev.tollgate.gateway.access.Pauses.PauseStore;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// When each secret was used last, so that nobody has to guess whether a replaced one is still sent. Kept across
/// restarts. Thread-safe; noting a use takes no lock.
public final class Uses {
    private static final String STORED_AS = "key-uses";
    private static final int FIELDS = 3;
    private static final long EVERY = Duration.ofSeconds(10).toNanos();

    private final Map<Used, AtomicLong> last = new ConcurrentHashMap<>();
    private final AtomicBoolean unsaved = new AtomicBoolean();
    private final Time time;
    private final PauseStore store;
    private volatile long savedAt;

    public Uses(Time time, PauseStore store) {
        this.time = time;
        this.store = store;
        this.savedAt = time.nanos() - EVERY;
        store.load(STORED_AS).ifPresent(this::read);
    }

    /// Notes the use, unless the secret has ended to work.
    boolean take(Keys.Known known) {
        long now = time.millis();
        if (known.until().isPresent() && now >= known.until().get().toEpochMilli()) {
            return false;
        }
        var mine = last.get(known.mark());
        if (mine == null) {
            mine = last.computeIfAbsent(known.mark(), _ -> new AtomicLong());
        }
        mine.lazySet(now);
        if (!unsaved.get()) {
            unsaved.lazySet(true);
        }
        return true;
    }

    /// When this secret was used last; empty for never.
    public Optional<Instant> last(Used secret) {
        return Optional.ofNullable(last.get(secret)).map(millis -> Instant.ofEpochMilli(millis.get()));
    }

    /// When any secret of a key was.
    public Optional<Instant> last(String key) {
        return last.entrySet().stream().filter(each -> each.getKey().key().equals(key))
                .map(each -> each.getValue().get()).max(Long::compare).map(Instant::ofEpochMilli);
    }

    /// Keeps what has changed, every ten seconds at most, however often it is called.
    public void flush() {
        if (time.nanos() - savedAt >= EVERY) {
            save();
        }
    }

    /// Keeps what has changed now, since this process ends.
    public void save() {
        if (unsaved.getAndSet(false)) {
            savedAt = time.nanos();
            var text = new StringBuilder();
            last.forEach((used, millis) -> text.append(Pauses.escape(used.key())).append(' ').append(used.secret())
                    .append(' ').append(millis.get()).append('\n'));
            store.save(STORED_AS, text.toString());
        }
    }

    private void read(String text) {
        text.lines().forEach(line -> {
            var fields = line.split(" ", -1);
            if (fields.length == FIELDS && fields[2].matches("\\d{1,18}")) {
                last.put(new Used(Pauses.unescape(fields[0]), fields[1]), new AtomicLong(Long.parseLong(fields[2])));
            }
        });
    }
}
