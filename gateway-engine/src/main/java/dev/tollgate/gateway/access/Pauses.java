package dev.tollgate.gateway.access;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Subject;
import dev.tollgate.gateway.time.Time;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// What is stopped: single keys, agents, threads, routes and the like, or everything. Kept across restarts, so that a stop holds until a person ends it.
/// Thread-safe; asking takes no lock.
public final class Pauses {
    /// Stands for all keys.
    public static final String EVERYTHING = "*";
    private static final String STORED_AS = "pauses";
    private static final int FIELDS = 4;

    /// Where the text of all pauses is kept.
    public interface PauseStore {
        Optional<String> load(String name);

        void save(String name, String text);
    }

    /// One stop.
    ///
    /// @param subject a key's name, [#EVERYTHING], or any other as [Subject#text]
    /// @param refused calls turned away since then
    public record Pause(String subject, Instant since, String author, long refused) {
        public boolean isEverything() {
            return subject.equals(EVERYTHING);
        }

        /// Whom it stops.
        public Subject who() {
            return Subject.parse(subject);
        }
    }

    private record Held(Instant since, String author, AtomicLong refused) {
        Pause pause(String subject) {
            return new Pause(subject, since, author, refused.get());
        }
    }

    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final AtomicBoolean unsaved = new AtomicBoolean();
    private final ReentrantLock saving = new ReentrantLock();
    private final Time time;
    private final PauseStore store;

    public Pauses(Time time, PauseStore store) {
        this.time = time;
        this.store = store;
        store.load(STORED_AS).ifPresent(this::read);
    }

    /// Stops a key, or everything; a second stop changes nothing.
    public void pause(String subject, String author) {
        held.putIfAbsent(subject, new Held(time.instant(), author, new AtomicLong()));
        save();
    }

    public void resume(String subject) {
        held.remove(subject);
        save();
    }

    /// Everything first, then the oldest.
    public List<Pause> all() {
        var all = new ArrayList<Pause>();
        held.forEach((subject, one) -> all.add(one.pause(subject)));
        all.sort(Comparator.comparing((Pause p) -> !p.isEverything()).thenComparing(Pause::since)
                .thenComparing(Pause::subject));
        return List.copyOf(all);
    }

    /// What stops this key now; everything goes before the key's own.
    public Optional<Pause> holding(String key) {
        if (held.isEmpty()) {
            return Optional.empty();
        }
        var everything = held.get(EVERYTHING);
        return everything != null
                ? Optional.of(everything.pause(EVERYTHING))
                : Optional.ofNullable(held.get(key)).map(own -> own.pause(key));
    }

    /// What stops a call now that says this of itself: everything, its key, then any other subject that covers it.
    public Optional<Pause> holding(Function<Dimension, Optional<String>> call) {
        if (held.isEmpty()) {
            return Optional.empty();
        }
        return holding(call.apply(Dimension.KEY).orElse("")).or(() -> held.entrySet().stream()
                .map(each -> each.getValue().pause(each.getKey())).filter(each -> each.who().covers(call)).findFirst());
    }

    /// Counts a call that this pause turned away. Kept with the next [#flush].
    public void refused(Pause pause) {
        var counted = held.get(pause.subject);
        if (counted != null) {
            counted.refused.incrementAndGet();
            unsaved.set(true);
        }
    }

    /// Counts a call that was turned away, at the pause that stops it. Kept with the next [#flush].
    public void refused(String key) {
        var everything = held.get(EVERYTHING);
        var counted = everything == null ? held.get(key) : everything;
        if (counted != null) {
            counted.refused.incrementAndGet();
            unsaved.set(true);
        }
    }

    /// Keeps the counts where they have changed. To be called now and then, and at the end.
    public void flush() {
        if (unsaved.get()) {
            save();
        }
    }

    private void save() {
        saving.lock();
        try {
            unsaved.set(false);
            var text = new StringBuilder();
            for (Pause pause : all()) {
                text.append(escape(pause.subject)).append(' ').append(pause.since).append(' ')
                        .append(escape(pause.author)).append(' ').append(pause.refused).append('\n');
            }
            store.save(STORED_AS, text.toString());
        } finally {
            saving.unlock();
        }
    }

    /// A line that cannot be read still stops what it names: letting calls through would be worse.
    private void read(String text) {
        text.lines().filter(line -> !line.isBlank()).forEach(line -> {
            var fields = line.split(" ", -1);
            held.put(unescape(fields[0]), read(fields));
        });
    }

    private Held read(String[] fields) {
        try {
            if (fields.length == FIELDS) {
                return new Held(Instant.parse(fields[1]), unescape(fields[2]),
                        new AtomicLong(Long.parseLong(fields[3])));
            }
        } catch (DateTimeException | NumberFormatException e) {
            return unreadable();
        }
        return unreadable();
    }

    private Held unreadable() {
        return new Held(time.instant(), "unknown", new AtomicLong());
    }

    static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String unescape(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
