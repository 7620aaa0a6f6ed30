package dev.tollgate.gateway.event;

import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.time.Time;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/// The last 15 minutes, second by second, so that a rise shows while it happens. Running requests are sampled ten times
/// a second, never pushed for each stream event; when one settles, what was estimated is replaced by what it really
/// used: more is added now, less is taken from the seconds since its start.
///
/// Thread-safe. A publisher only puts its entry into a queue; `lock` guards everything that is counted.
public final class LiveCounts implements AutoCloseable {
    /// What the live counters can be grouped by.
    public static final List<Dimension> DIMENSIONS = List.of(Dimension.KEY, Dimension.MODEL, Dimension.ROUTE,
            Dimension.PROVIDER, Dimension.CUSTOMER, Dimension.FEATURE, Dimension.AGENT);
    private static final int FORGOTTEN_AFTER = 60;
    private static final long NANOS = 1_000_000_000L;

    private final Time time;
    private final Flights flights;
    private final Runnable unsubscribe;
    private final long nanosAtEpochSecondZero;
    private final Queue<Entry> settled = new ConcurrentLinkedQueue<>();
    private final Unsaved unsaved;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Dimension, Values> values = new EnumMap<>(Dimension.class);
    private final Map<String, Sampled> sampled = new HashMap<>();
    private final LiveTotals totals;

    public LiveCounts(Time time, Flights flights, Events events) {
        this.time = time;
        this.flights = flights;
        var start = time.instant();
        nanosAtEpochSecondZero = time.nanos() - start.getEpochSecond() * NANOS - start.getNano();
        DIMENSIONS.forEach(dimension -> values.put(dimension, new Values(second())));
        totals = new LiveTotals(second());
        unsaved = new Unsaved(time);
        unsubscribe = events.subscribe(this::hear);
    }

    private void hear(Event event) {
        if (event instanceof Event.Settled done) {
            unsaved.settled(done.sequence(), done.entry());
            settled.add(done.entry());
            countNow();
        } else if (event instanceof Event.Committed saved) {
            unsaved.committed(saved.sequence());
        }
    }

    /// By the thread that settled it, while all it reads is still at hand: entries that wait for the tick are what
    /// collections copy. Where somebody else is counting, they or the next count this one too.
    private void countNow() {
        if (lock.tryLock()) {
            try {
                countSettled(second());
            } finally {
                lock.unlock();
            }
        }
    }

    /// Samples what runs, and counts what has come since the last tick. Called ten times a second, from one thread.
    public void tick() {
        lock.lock();
        try {
            long second = second();
            countSettled(second);
            values.values().forEach(Values::nothingRuns);
            for (var flight : flights.all()) {
                if (!flight.isSettled()) { // what counts of it then is its entry, which has come or will come
                    sample(flight.view(), second);
                }
            }
            sampled.values().removeIf(each -> isForgotten(each, second));
        } finally {
            lock.unlock();
        }
    }

    /// A copy of the counters by one of [#DIMENSIONS], as of the last tick and everything settled since.
    public LiveView view(Dimension by) {
        lock.lock();
        try {
            long second = second();
            countSettled(second);
            var of = values.get(by);
            return totals.view(end(), by, of == null ? List.of() : of.series(second), second);
        } finally {
            lock.unlock();
        }
    }

    /// Pico-dollars of requests settled after this sequence: what a total read from the database at that sequence
    /// lacks.
    public long settledPicosAfter(long sequence) {
        return unsaved.after(sequence, Unsaved.Settled::picos);
    }

    /// How many requests settled after this sequence have an attempt without a price.
    public long unpricedAfter(long sequence) {
        return unsaved.after(sequence, Unsaved.Settled::unpriced);
    }

    /// How many requests settled after this sequence.
    public long requestsAfter(long sequence) {
        return unsaved.after(sequence, Unsaved.Settled::requests);
    }

    /// Hears no more events.
    @Override
    public void close() {
        unsubscribe.run();
    }

    // Seconds come from the monotonic clock: a wall clock that is set back must not stop the charts.
    private long second() {
        return Math.floorDiv(time.nanos() - nanosAtEpochSecondZero, NANOS);
    }

    private Instant end() {
        return time.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    private void sample(FlightView now, long second) {
        var state = sampled.computeIfAbsent(now.id(), id -> new Sampled(second));
        if (!state.isWhereItWas(now)) {
            state.moved(where(now, second));
        }
        var growth = state.growth(now, second);
        var portion = state.current();
        for (var counted : portion.where().values()) {
            counted.runs(second);
            if (!growth.isZero()) {
                counted.add(second, growth, second);
            }
            if (!now.priced()) {
                counted.unpriced(second);
            }
        }
        portion.add(growth);
        totals.used(second, growth, second);
    }

    private Map<Dimension, Counted> where(FlightView now, long second) {
        var where = new EnumMap<Dimension, Counted>(Dimension.class);
        for (var dimension : DIMENSIONS) {
            counted(dimension, now.value(dimension), second).ifPresent(counted -> where.put(dimension, counted));
        }
        return where;
    }

    private Optional<Counted> counted(Dimension dimension, Optional<String> value, long second) {
        var of = values.get(dimension);
        return of == null ? Optional.empty() : value.map(name -> of.of(name, second));
    }

    // One that vanished without an entry is let go.
    private static boolean isForgotten(Sampled state, long second) {
        return state.seen() < second - FORGOTTEN_AFTER;
    }

    private void countSettled(long second) {
        for (var entry = settled.poll(); entry != null; entry = settled.poll()) {
            settle(entry, second);
        }
    }

    private void settle(Entry entry, long second) {
        var before = sampled.remove(entry.id()); // none of a call that began and ended between two samples
        var state = before == null ? new Sampled(second) : before;
        var changes = new IdentityHashMap<Counted, Amount>(DIMENSIONS.size());
        var used = amount(entry.usage(), entry.cost());
        var total = used;
        wanted(entry, used, changes, second);
        for (var portion : state.portions()) {
            total = total.minus(portion.amount());
            for (var counted : portion.where().values()) {
                changes.merge(counted, Amount.ZERO.minus(portion.amount()), Amount::plus);
            }
        }
        changes.forEach((counted, change) -> counted.add(second, change, state.since()));
        totals.used(second, total, state.since());
        totals.ended(second, entry);
    }

    private void wanted(Entry entry, Amount used, Map<Counted, Amount> changes, long second) {
        for (var dimension : DIMENSIONS) {
            if (dimension == Dimension.MODEL || dimension == Dimension.PROVIDER) {
                for (var attempt : entry.attempts()) {
                    var where = counted(dimension, Optional.of(name(dimension, attempt)), second);
                    want(where, amount(attempt.usage(), attempt.cost()), !attempt.cost().isPriced(), changes, second);
                }
            } else {
                want(counted(dimension, value(dimension, entry), second), used, entry.unpriced() > 0, changes, second);
            }
        }
    }

    private static void want(Optional<Counted> where, Amount amount, boolean unpriced, Map<Counted, Amount> changes,
            long second) {
        where.ifPresent(counted -> {
            changes.merge(counted, amount, Amount::plus);
            if (unpriced) {
                counted.unpriced(second);
            }
        });
    }

    private static String name(Dimension dimension, Attempt attempt) {
        return dimension == Dimension.MODEL ? attempt.target().model() : attempt.target().provider();
    }

    private static Optional<String> value(Dimension dimension, Entry entry) {
        if (dimension == Dimension.KEY) {
            return Optional.of(entry.asked().key());
        }
        return dimension == Dimension.ROUTE ? entry.asked().route() : entry.attribution().get(dimension);
    }

    static Amount amount(Usage usage, Cost cost) {
        long fresh = Math.max(0, usage.get(Unit.INPUT) - usage.get(Unit.CACHE_READ));
        return new Amount(fresh, usage.get(Unit.OUTPUT), cost.isPriced() ? cost.picos() : 0);
    }
}
