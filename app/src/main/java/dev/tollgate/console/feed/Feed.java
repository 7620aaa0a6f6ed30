package dev.tollgate.console.feed;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/// Polls the engine ten times a second and hands one snapshot at a time to the visible page and the frame. Methods are
/// for the JavaFX thread unless they say otherwise.
public final class Feed implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Feed.class.getName());
    private static final Duration TICK = Duration.ofMillis(100);

    private final Gateway gateway;
    private final Time time;
    private final Snapshots snapshots;
    private final List<Consumer<LiveSnapshot>> always = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicLong> newest = new ConcurrentHashMap<>();
    private final RecentEntries recent = new RecentEntries();
    private final Colours colours = new Colours();
    private final List<Runnable> unsubscribes = new CopyOnWriteArrayList<>();
    private final AtomicBoolean applying = new AtomicBoolean();
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile Consumer<Runnable> around = Runnable::run;
    private volatile @Nullable LiveModel visible;
    private volatile boolean closed;

    public Feed(Gateway gateway) {
        this.gateway = gateway;
        this.time = gateway.time();
        this.snapshots = new Snapshots(gateway);
        hear(this::heard);
    }

    public void start() {
        time.startPlatform("tollgate-feed", this::run);
    }

    private void heard(Event event) {
        if (event instanceof Event.Settled settled) {
            recent.add(settled.entry());
        }
    }

    /// Tells a page what happens, on the engine's threads, until the feed is closed.
    public void hear(Consumer<Event> listener) {
        unsubscribes.add(gateway.events().subscribe(listener));
    }

    public Gateway gateway() {
        return gateway;
    }

    /// Any thread, never for the JavaFX one: database questions.
    public Queries queries() {
        return gateway.queries();
    }

    /// The last entries as they settled, at most 5,000; any thread.
    public RecentEntries recent() {
        return recent;
    }

    /// Who is drawn in which colour, on all pages; any thread.
    public Colours colours() {
        return colours;
    }

    /// Who gets the ticks from now on.
    public void show(@Nullable LiveModel model) {
        visible = model;
    }

    /// Gets every tick; for the frame.
    public void always(Consumer<LiveSnapshot> listener) {
        always.add(listener);
    }

    /// Runs each tick, to measure it; it must run what it is given.
    public void around(Consumer<Runnable> watch) {
        around = watch;
    }

    private void run() {
        while (!closed) {
            if (applying.compareAndSet(false, true)) {
                tickOnce();
            }
            time.sleep(TICK);
        }
    }

    private void tickOnce() {
        try {
            var model = visible;
            var snapshot = snapshots.take(Optional.ofNullable(model).map(LiveModel::by));
            Platform.runLater(() -> {
                try {
                    around.accept(() -> apply(snapshot, model));
                } finally {
                    applying.set(false);
                }
            });
        } catch (RuntimeException fault) {
            // a failed snapshot must not end the ticks: the window would stand still without a word
            applying.set(false);
            LOG.log(System.Logger.Level.WARNING, "snapshot", fault);
        }
    }

    private void apply(LiveSnapshot snapshot, @Nullable LiveModel model) {
        always.forEach(listener -> listener.accept(snapshot));
        if (model != null && model.equals(visible)) {
            model.tick(snapshot);
        }
    }

    /// Takes a snapshot and applies it at once, for screenshots and tests; JavaFX thread.
    public void tickNow() {
        var model = visible;
        apply(snapshots.take(Optional.ofNullable(model).map(LiveModel::by)), model);
    }

    /// Runs a question off the UI thread, and off the threads that serve calls, and applies its answer on the UI thread,
    /// unless a newer one of this name was asked meanwhile.
    public <T> void query(String name, Supplier<T> question, Consumer<T> apply) {
        var asked = newest.computeIfAbsent(name, _ -> new AtomicLong());
        long mine = asked.incrementAndGet();
        unanswered.incrementAndGet();
        time.startPlatform("tollgate-query-" + name, () -> {
            try {
                T answer = question.get();
                Platform.runLater(() -> {
                    unanswered.decrementAndGet();
                    if (asked.get() == mine) {
                        apply.accept(answer);
                    }
                });
            } catch (RuntimeException fault) {
                unanswered.decrementAndGet();
                LOG.log(System.Logger.Level.WARNING, "query " + name, fault);
            }
        });
    }

    /// Whether every question has been answered, or has failed; any thread.
    public boolean isQuiet() {
        return unanswered.get() == 0;
    }

    /// Any thread.
    public boolean isClosed() {
        return closed;
    }

    /// Runs an action off the UI thread and shows its outcome on it; every action runs.
    public <T> void act(Supplier<T> action, Consumer<T> then) {
        time.startPlatform("tollgate-action", () -> {
            T outcome = action.get();
            Platform.runLater(() -> then.accept(outcome));
        });
    }

    @Override
    public void close() {
        closed = true;
        unsubscribes.forEach(Runnable::run);
    }

    /// Entries in the order they settled, the oldest first; thread-safe.
    public static final class RecentEntries {
        private static final int MOST = 5_000;
        private final List<Entry> entries = new ArrayList<>();
        private long added;

        synchronized void add(Entry entry) {
            if (entries.size() >= 2 * MOST) {
                entries.subList(0, MOST).clear();
            }
            entries.add(entry);
            added++;
        }

        /// How many have been added since the start.
        public synchronized long count() {
            return added;
        }

        /// Those added after the count stood at `since`, as far as they are still kept.
        public synchronized List<Entry> after(long since) {
            int missing = (int) Math.min(added - since, Math.min(entries.size(), MOST));
            return List.copyOf(entries.subList(entries.size() - missing, entries.size()));
        }
    }
}
