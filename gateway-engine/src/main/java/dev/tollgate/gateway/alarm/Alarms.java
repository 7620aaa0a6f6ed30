package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.AlarmRule.Action;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.config.Alarming;
import dev.tollgate.gateway.config.Channel;
import dev.tollgate.gateway.config.Durations;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Warns of what burns or breaks while it happens. Thread-safe; a request's thread counts its call where nobody counts at
/// the moment and never waits, four times a second one thread decides, others read what is usual and keep what changed.
public final class Alarms implements AutoCloseable {
    /// What the audit calls the trial of a channel, which is no alarm.
    public static final String TEST = "test";

    private final AlarmParts parts;
    private final Arrived arrived = new Arrived();
    private final Queue<Event.BudgetStep> steps = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> readings = new ConcurrentLinkedQueue<>();
    private final Runnable unsubscribe;
    private final long millisAtZero;
    private final Replay replay;

    /// Guards the detector, the open alarms and the configuration last seen.
    private final ReentrantLock lock = new ReentrantLock();
    private final Detector detector;
    private final Board board;
    private Alarming alarming = Alarming.NONE;
    private volatile Instant lastCheck;
    private volatile boolean closed;

    /// Goes on with the alarms that were open when the home was closed.
    public Alarms(AlarmParts parts) {
        this.parts = parts;
        var time = parts.time();
        var start = time.instant();
        millisAtZero = time.nanos() / 1_000_000 - start.toEpochMilli();
        lastCheck = start;
        var history = new RollupHistory(parts.ledger().queries());
        detector = new Detector(history, readings::add);
        replay = new Replay(history);
        board = new Board(parts);
        resume();
        parts.flights().onAsked(arrived::asked);
        unsubscribe = parts.events().subscribe(this::hear);
    }

    private void hear(Event event) {
        if (event instanceof Event.Settled done) {
            arrived.settled(done.entry());
            countNow();
        } else if (event instanceof Event.BudgetStep step) {
            steps.add(step);
        }
    }

    /// By the thread that settled the call, as [dev.tollgate.gateway.event.LiveCounts] does.
    private void countNow() {
        if (lock.tryLock()) {
            try {
                arrived.count(detector, millis());
            } finally {
                lock.unlock();
            }
        }
    }

    /// Open alarms find their gauges again; those whose rule is gone end.
    private void resume() {
        alarming = parts.config().get().alarming();
        detector.configure(alarming.rules());
        for (var row : parts.ledger().alarms().open()) {
            var watch = detector.watches().stream().filter(each -> each.rule().name().equals(row.rule())
                    && each.rule().kind().word().equals(row.kind())).findFirst();
            var raised = Raised.of(row, Optional.empty());
            board.goesOn(raised);
            if (raised.kind() != Kind.BUDGET) {
                watch.flatMap(each -> each.of(raised.subject(), millis())).ifPresentOrElse(
                        gauge -> goesOn(gauge, raised), () -> board.ends(raised, "its rule is gone"));
            }
        }
    }

    private long millis() {
        return parts.time().nanos() / 1_000_000 - millisAtZero;
    }

    /// Counts what has come and decides. To be called a few times a second, from one thread.
    public void tick() {
        lock.lock();
        try {
            long millis = millis();
            configured(millis);
            arrived.count(detector, millis);
            for (var flight : parts.flights().all()) {
                if (!flight.isSettled()) {
                    detector.sample(flight.view(), millis);
                }
            }
            detector.evaluate(millis).forEach(change -> changed(change, millis));
            for (var step = steps.poll(); step != null; step = steps.poll()) {
                board.told(BudgetAlarm.of(step, parts.config().get().budgets(), board.next()));
            }
            board.wake();
            board.closeBudgets(millis);
            board.keepWorst();
            lastCheck = parts.time().instant();
        } finally {
            lock.unlock();
        }
    }

    private void configured(long millis) {
        var next = parts.config().get().alarming();
        if (next.equals(alarming)) {
            return;
        }
        alarming = next;
        var before = List.copyOf(detector.watches());
        detector.configure(next.rules());
        for (var watch : before) {
            if (!detector.watches().contains(watch)) {
                watch.gauges().forEach(gauge -> follow(gauge, millis));
            }
        }
    }

    /// An alarm stays with its rule where that still counts the same in other bounds.
    private void follow(Gauge gauge, long millis) {
        var raised = gauge.raised();
        if (raised == null) {
            return;
        }
        var heir = detector.watches().stream().filter(each -> each.rule().name().equals(gauge.rule().name())
                && each.rule().kind() == gauge.rule().kind() && each.rule().scope().equals(gauge.rule().scope()))
                .findFirst().flatMap(each -> each.of(raised.subject(), millis));
        heir.ifPresentOrElse(next -> goesOn(next, raised), () -> board.ends(raised, "its rule was changed or removed"));
    }

    private static void goesOn(Gauge gauge, Raised raised) {
        gauge.raised(raised);
        raised.over(gauge.rule().window());
    }

    private void changed(Change change, long millis) {
        switch (change) {
            case Change.Begins(var gauge, long value, var limit) -> begins(gauge, value, limit, millis);
            case Change.GoesOn(var gauge, long value, var limit) -> {
                var raised = gauge.raised();
                if (raised != null && raised.now(value, severity(gauge.rule(), value, limit))) {
                    board.tell(raised);
                }
            }
            case Change.Ends(var gauge, long value) -> {
                var raised = gauge.raised();
                if (raised != null) {
                    raised.now(value, Severity.INFO);
                    gauge.raised(null);
                    board.ends(raised, "fell under the limit");
                }
            }
        }
    }

    private static Severity severity(AlarmRule rule, long value, Limit limit) {
        return limit.severity(rule, value);
    }

    private void begins(Gauge gauge, long value, Limit limit, long millis) {
        if (board.isFull()) {
            return; // said by the page; what is open already is enough to look at
        }
        var rule = gauge.rule();
        var raised = new Raised(board.next(), rule, gauge.subject(), parts.time().instant(),
                severity(rule, value, limit), value, limit);
        gauge.raised(raised);
        board.goesOn(raised);
        if (millis < gauge.quietUntil()) {
            raised.state(AlarmState.SNOOZED, Optional.of(Instant.ofEpochMilli(gauge.quietUntil())));
            board.quietly(raised);
            return;
        }
        if (rule.actions().contains(Action.NOTIFY)) {
            raised.did(Action.NOTIFY.word());
        }
        board.tell(raised);
        act(rule, raised);
    }

    /// Stops the alarm's own subject, where the rule says so; off this thread, since a pause is written to disk.
    private void act(AlarmRule rule, Raised raised) {
        boolean pauses = rule.actions().contains(Action.PAUSE);
        boolean cuts = rule.actions().contains(Action.CUT);
        if (pauses || cuts) {
            var author = "alarm " + rule.name();
            parts.time().start("tollgate-alarm-acts", () -> {
                if (pauses) {
                    parts.control().pause(author, raised.subject());
                    did(raised, Action.PAUSE);
                }
                if (cuts) {
                    parts.control().cut(author, raised.subject());
                    did(raised, Action.CUT);
                }
            });
        }
    }

    private void did(Raised raised, Action action) {
        lock.lock();
        try {
            raised.did(action.word());
            board.tell(raised);
        } finally {
            lock.unlock();
        }
    }

    /// Writes what changed. To be called now and then, from one thread; what cannot be written now is tried again.
    public void keep() {
        board.write();
    }

    /// Writes all as it is now, for a copy of the database.
    public void last() {
        locked(board::keepAll);
        board.write();
    }

    /// Reads from the database what is usual, where that is due. To be called now and then, from one thread.
    public void study() {
        for (var reading = readings.poll(); reading != null && !closed; reading = readings.poll()) {
            try {
                reading.run();
            } catch (RuntimeException shut) {
                if (!closed) {
                    throw shut;
                }
            }
        }
    }

    /// Alarms that have not ended: the loud ones first, then the worst, then the newest.
    public List<AlarmView> open() {
        return locked(() -> board.views());
    }

    /// Alarms that have ended, the newest first. Reads the database.
    public List<AlarmView> ended(int limit) {
        return ended(limit, OptionalLong.empty());
    }

    /// @param before only those with a lower number
    public List<AlarmView> ended(int limit, OptionalLong before) {
        return board.past(store -> store.ended(limit, before));
    }

    /// Alarms raised in `[from, to)`, for marks on charts, the newest first. Reads the database.
    public List<AlarmView> between(Instant from, Instant to) {
        return board.past(store -> store.between(from, to, 1_000));
    }

    /// When the rules were last looked at: a monitor that stands still is no quiet one.
    public Instant lastCheck() {
        return lastCheck;
    }

    public List<ChannelState> channels() {
        return parts.config().get().alarming().channels().stream().map(board::state).toList();
    }

    /// Sends one message that is no alarm, signed as alarms are, and waits for the answer, at most ten seconds.
    ///
    /// @param channel also one that is only being written
    public Delivery test(String author, Channel channel) {
        parts.events().publish(new Event.Acted(parts.time().instant(), author, TEST, "channel " + channel.name()));
        return board.test(channel);
    }

    /// Why alarms cannot be kept at the moment; empty while they can.
    public Optional<String> trouble() {
        return board.trouble();
    }

    /// How often a rule, also one that is only being written, would have fired. Reads the database.
    public Replayed wouldHaveFired(AlarmRule rule, Duration back) {
        return replay.fired(rule, parts.time().instant(), back);
    }

    /// Who burns within a subject, from thread to route; see [Suspect].
    public List<Suspect> suspects(Subject within) {
        return locked(() -> detector.burns().suspects(within, parts.flights().views(), millis()));
    }

    /// How fast each value of a dimension goes, against what is usual for it; see [Tempo]. In memory, any thread.
    public Map<String, Tempo> tempos(Dimension by) {
        return locked(() -> detector.tempos(by, millis()));
    }

    /// Seen; nobody is told of it any more until it ends.
    public AlarmAct acknowledge(String author, String id) {
        return change(author, "acknowledge", id, raised -> raised.state(AlarmState.ACKNOWLEDGED, Optional.empty()));
    }

    /// Quiet for so long, also where it ends and begins again meanwhile.
    public AlarmAct snooze(String author, String id, Duration length) {
        var until = parts.time().instant().plus(length);
        return change(author, "snooze " + Durations.print(length), id, raised -> {
            raised.state(AlarmState.SNOOZED, Optional.of(until));
            gauge(raised).ifPresent(gauge -> gauge.quiet(millis() + length.toMillis()));
        });
    }

    /// Takes an acknowledgement or a snooze back.
    public AlarmAct reopen(String author, String id) {
        return change(author, "reopen", id, raised -> {
            raised.state(AlarmState.ACTIVE, Optional.empty());
            gauge(raised).ifPresent(gauge -> gauge.quiet(0));
        });
    }

    /// Takes back what the alarm did by itself, else an acknowledgement or a snooze. A cut cannot be taken back.
    public AlarmAct undo(String author, String id) {
        var found = find(id);
        if (found.isEmpty()) {
            return new AlarmAct.Unknown(id);
        }
        var alarm = found.get();
        if (alarm.hasPaused()) {
            parts.control().resume(author, alarm.subject());
            return change(author, "undo", id, raised -> raised.did("undone"));
        }
        if (alarm.state() == AlarmState.ACKNOWLEDGED || alarm.state() == AlarmState.SNOOZED) {
            return reopen(author, id);
        }
        return new AlarmAct.Nothing(alarm.acts().contains("cut")
                ? "A cut cannot be taken back: the tokens so far are billed."
                : "This alarm has done nothing that could be taken back.");
    }

    /// An open alarm.
    public Optional<AlarmView> find(String id) {
        return open().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Gauge> gauge(Raised raised) {
        return detector.watches().stream().flatMap(each -> each.gauges().stream())
                .filter(each -> raised.equals(each.raised())).findFirst();
    }

    private AlarmAct change(String author, String action, String id, Consumer<Raised> change) {
        lock.lock();
        try {
            var found = board.find(id);
            if (found.isEmpty()) {
                return new AlarmAct.Unknown(id);
            }
            var raised = found.get();
            change.accept(raised);
            board.quietly(raised);
            parts.events().publish(new Event.Acted(parts.time().instant(), author,
                    action + " alarm " + raised.rule(), raised.subject().text()));
            return new AlarmAct.Done(raised.view());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        unsubscribe.run();
        last();
        board.close();
    }
}
