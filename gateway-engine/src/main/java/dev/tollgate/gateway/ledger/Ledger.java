package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.config.ConfigStore;
import dev.tollgate.gateway.config.ConfigVersion;
import dev.tollgate.gateway.config.Retention;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// The durable record of every request. Thread-safe; a request's thread pays a journal write and a queue, never H2.
public final class Ledger implements AutoCloseable, ConfigStore {
    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
    private static final long CLOSE_MILLIS = 30_000;
    private static final Duration COPY_WAIT = Duration.ofSeconds(30);

    /// What a ledger is made of.
    record Parts(Path dir, HomeLock lock, Database database, Journal journal, Writer writer, Upkeep upkeep,
            Queries queries, Amendments amendments, BillingDays days,
            ConcurrentHashMap<String, Open> open) {}

    private final Parts parts;
    private final Time time;
    private final Events events;
    private final StateStore state;
    private final AlarmStore alarms;
    private final ConfigVersions configs;
    private final SmokeRuns smoke;
    private final KeptStore kept;
    private final AtomicLong sequence;
    private final AtomicBoolean closed = new AtomicBoolean();

    Ledger(Parts parts, Time time, Events events) {
        this.parts = parts;
        this.time = time;
        this.events = events;
        this.state = new StateStore(parts.database());
        this.alarms = new AlarmStore(parts.database());
        this.configs = new ConfigVersions(parts.database(), time);
        this.smoke = new SmokeRuns(parts.database());
        this.kept = new KeptStore(parts.database());
        this.sequence = new AtomicLong(parts.writer().committed());
    }

    /// Takes the home for this process, brings its database up to date and replays what a crash left behind.
    public static Opened open(LedgerHome home, Time time, Events events) {
        return new Opening(home, Schema.shipped(), Names.COMBOS_A_DAY, time, events).open();
    }

    /// Remembers a request that is about to be sent; it costs no write until [#sending].
    public void started(Entry opened) {
        parts.open().put(opened.id(), new Open(opened.id(), Optional.of(opened)));
    }

    /// Call it before the first byte goes upstream: from here on a crash leaves an interrupted entry.
    ///
    /// @param attempt from 1
    /// @param inputEstimate tokens
    /// @param picosEstimate pico-dollars of the input; negative where the target has no price
    public void sending(String id, int attempt, TargetId target, long inputEstimate, long picosEstimate) {
        var open = parts.open().computeIfAbsent(id, _ -> new Open(id, Optional.empty()));
        boolean first = open.sends().isEmpty();
        var send = new Send(attempt, target, time.instant(), inputEstimate, picosEstimate);
        open.sent(send);
        var entry =
                first ? new JournalRecord.Opened(id, open.entry, open.sends()) : new JournalRecord.Sending(id, send);
        var file = parts.journal().append(entry, false);
        if (first && file.isPresent()) {
            open.oldest = Math.min(open.oldest, file.get().number);
        }
    }

    /// Keeps the finished entry and publishes [Event.Settled]; once per request.
    ///
    /// @return its sequence
    public long settled(Entry entry) {
        long number = sequence.incrementAndGet();
        var file = parts.journal().append(new JournalRecord.Settled(number, entry), true);
        parts.open().remove(entry.id());
        events.publish(new Event.Settled(time.instant(), number, entry));
        parts.writer().add(Pending.of(number, entry, file, parts.writer().shouldPack()));
        return number;
    }

    /// Whether new calls must be refused because too much waits for the disk.
    public boolean full() {
        return parts.writer().queued() >= Writer.CAPACITY || parts.journal().isLost();
    }

    public Queries queries() {
        return parts.queries();
    }

    public StateStore state() {
        return state;
    }

    public KeptStore kept() {
        return kept;
    }

    public SmokeRuns smoke() {
        return smoke;
    }

    public AlarmStore alarms() {
        return alarms;
    }

    public LedgerStatus status() {
        var writer = parts.writer();
        var trouble = writer.trouble().isEmpty() ? parts.journal().trouble() : writer.trouble();
        return new LedgerStatus(writer.trouble().isEmpty(), writer.queued(), Writer.CAPACITY, writer.committed(),
                trouble, parts.database().fileBytes());
    }

    /// Notes the app's verdict on an entry; waits up to a second for one that has just settled.
    ///
    /// @return false where there is no such entry
    public boolean appOutcome(String id, String outcome) {
        long until = time.nanos() + Duration.ofSeconds(1).toNanos();
        while (!noted(id, outcome)) {
            if (parts.writer().committed() >= sequence.get() || time.nanos() > until) {
                return noted(id, outcome);
            }
            time.sleep(Duration.ofMillis(5));
        }
        return true;
    }

    private boolean noted(String id, String outcome) {
        boolean found = parts.database().note(id, outcome);
        if (found) {
            parts.journal().append(new JournalRecord.AppOutcome(id, outcome), false);
        }
        return found;
    }

    /// An entry that has settled; waits until it is in the database.
    ///
    /// @throws LedgerFailure where it cannot be written now
    public Optional<Entry> settled(String id) {
        settle();
        return parts.queries().entry(id);
    }

    /// Adds what a batch came to to the request that made it, once.
    ///
    /// @return the entry as it is now; empty where the batch was charged before, or its entry is gone
    /// @throws LedgerFailure where it cannot be written now
    public Optional<Entry> amend(Amendment amendment) {
        settle();
        try {
            return parts.amendments().charge(amendment);
        } catch (SQLException failed) {
            throw new LedgerFailure("What the batch " + amendment.batch() + " came to is not written: "
                    + failed.getMessage(), failed);
        }
    }

    /// How long rows are kept from now on.
    public void keep(Retention retention) {
        parts.upkeep().keep(retention);
    }

    /// Where hours and days begin from now on; rows of before keep the days they were counted in.
    public void zone(ZoneId zone) {
        if (!parts.days().buckets().zone().equals(zone)) {
            parts.days().use(zone, parts.database()
                    .change(connection -> ZoneMark.since(connection, zone, time.instant())));
        }
    }

    /// Writes a copy of the database as of one moment, while rows go on being written: everything that had settled when
    /// this was called is in it, with its roll-ups.
    ///
    /// @param zip a file that is not there yet
    /// @throws LedgerFailure where it cannot be written, in words
    public void copy(Path zip) {
        settle();
        parts.database().copy(zip);
    }

    /// Waits until everything that has settled is in the database.
    private void settle() {
        long settled = sequence.get();
        long until = time.nanos() + COPY_WAIT.toNanos();
        while (parts.writer().committed() < settled) {
            if (time.nanos() > until) {
                throw new LedgerFailure("The ledger has not written what settled within " + COPY_WAIT.toSeconds()
                        + " s: " + status().trouble(), null);
            }
            time.sleep(Duration.ofMillis(5));
        }
    }

    /// The number of the newest configuration kept; 0 before the first.
    public long configVersion() {
        return configs.version();
    }

    @Override
    public Optional<String> newest() {
        return configs.newest();
    }

    @Override
    public long save(String text, String author) {
        return configs.save(text, author);
    }

    @Override
    public List<ConfigVersion> versions(int limit) {
        return configs.versions(limit);
    }

    @Override
    public Optional<String> text(long version) {
        return configs.text(version);
    }

    /// Writes what is queued and shuts the database; what still runs stays in the journal.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean written = parts.writer().close(CLOSE_MILLIS);
        try {
            if (written) {
                parts.database().checkpoint();
                parts.upkeep().mark();
            }
            parts.database().shutdown();
        } catch (SQLException | IOException e) {
            written = false;
            LOG.log(System.Logger.Level.WARNING, "the ledger was not shut cleanly; its journal stays: "
                    + e.getMessage());
        }
        parts.journal().close(!written || !parts.open().isEmpty());
        parts.lock().close();
    }
}
