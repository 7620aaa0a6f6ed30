package dev.tollgate.console.live;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.fx.Format;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.event.LiveView;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// What the Live page shows. Ten times a second it moves the flights; twice a second it has the rest worked out off the
/// UI thread. JavaFX thread only, except [#by()].
final class LivePageModel implements LiveModel {
    private static final Duration DIGEST = Duration.ofMillis(450);
    private static final Duration LOST = Duration.ofSeconds(3);

    private final Outlook outlook;
    private final Digests digests;
    private final Slots flights = new Slots();
    private final Ranking burners = new Ranking();
    private final Happenings happenings = new Happenings();
    private final Set<Dimension> lookedUp = EnumSet.noneOf(Dimension.class);
    private final ReadOnlyObjectWrapper<@Nullable Figures> figures = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable ChartData> chart = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable LiveSnapshot> now = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<String> blind = new ReadOnlyObjectWrapper<>("");
    private final ReadOnlyObjectWrapper<Optional<Instant>> heldSince = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObjectProperty<Dimension> rowsBy = new SimpleObjectProperty<>(Dimension.KEY);
    private final BooleanProperty money = new SimpleBooleanProperty();
    private BooleanSupplier burnersBusy = () -> false;
    private BooleanSupplier flightsBusy = () -> false;
    private volatile Dimension by = Dimension.KEY;
    private Sieve sieve = Sieve.OPEN;
    private @Nullable Digest digest;
    private Instant asked = Instant.EPOCH;
    private Instant digested = Instant.EPOCH;
    private boolean working;
    private boolean stale;
    private long settled = -1;
    private List<Pauses.Pause> pauses = List.of();
    private List<AlarmView> alarms = List.of();

    LivePageModel(Outlook outlook) {
        this.outlook = outlook;
        this.digests = new Digests(outlook);
        rowsBy.addListener((_, _, _) -> {
            burners.clear();
            again();
        });
        money.addListener((_, _, _) -> again());
    }

    @Override
    public Dimension by() {
        return by;
    }

    void by(Dimension next) {
        by = next;
        again();
    }

    Slots flights() {
        return flights;
    }

    Ranking burners() {
        return burners;
    }

    Happenings happenings() {
        return happenings;
    }

    ReadOnlyObjectProperty<@Nullable Figures> figures() {
        return figures.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable ChartData> chart() {
        return chart.getReadOnlyProperty();
    }

    /// The last snapshot; ticks.
    ReadOnlyObjectProperty<@Nullable LiveSnapshot> now() {
        return now.getReadOnlyProperty();
    }

    /// Why nothing new is seen; empty while all is well.
    ReadOnlyObjectProperty<String> blind() {
        return blind.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Instant>> heldSince() {
        return heldSince.getReadOnlyProperty();
    }

    ObjectProperty<Dimension> rowsBy() {
        return rowsBy;
    }

    BooleanProperty money() {
        return money;
    }

    /// Whether somebody aims at a burner: then no row moves.
    void burnersBusy(BooleanSupplier busy) {
        burnersBusy = busy;
    }

    /// Whether somebody aims at a flight: then no slot is given away.
    void flightsBusy(BooleanSupplier busy) {
        flightsBusy = busy;
    }

    Sieve sieve() {
        return sieve;
    }

    Optional<Digest> digest() {
        return Optional.ofNullable(digest);
    }

    void filter(Filter filter) {
        sieve = new Sieve(filter);
        burners.clear();
        again();
    }

    /// Stops the view, not the engine; a second time lets it go on.
    void hold() {
        var snapshot = now.get();
        boolean held = heldSince.get().isPresent();
        heldSince.set(held || snapshot == null ? Optional.empty() : Optional.of(snapshot.at()));
    }

    /// No call was ever seen.
    boolean isUntouched() {
        var snapshot = now.get();
        return snapshot != null && snapshot.today().requests() == 0 && snapshot.flights().isEmpty()
                && snapshot.counts().series().isEmpty();
    }

    /// No snapshot came for 3 s.
    void lost() {
        var snapshot = now.get();
        if (snapshot != null) {
            blind.set("no data since " + Format.clockSeconds(snapshot.at(), ZoneId.systemDefault()));
        }
    }

    static Duration lostAfter() {
        return LOST;
    }

    @Override
    public void tick(LiveSnapshot snapshot) {
        blind.set(snapshot.ledger().recording() ? "" : notRecording(snapshot));
        if (heldSince.get().isEmpty()) {
            fly(snapshot);
            pauses(snapshot);
        }
        now.set(snapshot);
        lookUp(snapshot);
        if (digest == null || chart.get() == null) {
            apply(digests.make(question(snapshot)), snapshot);
        } else if (stale || isDue(snapshot)) {
            digest(snapshot);
        }
    }

    /// What was usual before the counters began, once for each dimension that is shown; later they know it themselves.
    private void lookUp(LiveSnapshot snapshot) {
        var since = snapshot.status().since();
        if (lookedUp.isEmpty()) {
            outlook.earlier(since, entries -> {
                digests.earlier(entries);
                again();
            });
        }
        for (var dimension : EnumSet.of(Dimension.KEY, by, rowsBy.get())) {
            if (lookedUp.add(dimension) && known(snapshot) < LiveView.SECONDS) {
                outlook.before(dimension, since, recorded -> {
                    digests.before(dimension, recorded);
                    again();
                });
            }
        }
    }

    private static String notRecording(LiveSnapshot snapshot) {
        var trouble = snapshot.ledger().trouble();
        return trouble.isEmpty() ? "The ledger is not recording: calls are served and wait in its queue" : trouble;
    }

    private void fly(LiveSnapshot snapshot) {
        var news = outlook.settledAfter(settled < 0 ? outlook.settled() : settled);
        settled = news.count();
        var shown = sieve.isOpen() ? snapshot.flights() : snapshot.flights().stream().filter(sieve::lets).toList();
        flights.place(shown, news.entries(), snapshot.at(), flightsBusy.getAsBoolean());
    }

    /// A pause or an alarm is seen at once, not only with the next digest.
    private void pauses(LiveSnapshot snapshot) {
        var loud = snapshot.alarms().stream().map(AlarmView::id).toList();
        boolean news = !loud.equals(alarms.stream().map(AlarmView::id).toList());
        alarms = snapshot.alarms();
        if (news || !pauses.equals(snapshot.pauses())) {
            pauses = snapshot.pauses();
            digest().ifPresent(known -> rank(known, snapshot.at()));
        }
    }

    private boolean isDue(LiveSnapshot snapshot) {
        return !snapshot.at().isBefore(digested.plus(DIGEST)) || snapshot.at().isBefore(digested);
    }

    private void digest(LiveSnapshot snapshot) {
        boolean gaveUp = snapshot.at().isAfter(asked.plus(LOST));
        if (!working || gaveUp) {
            working = true;
            stale = false;
            asked = snapshot.at();
            var question = question(snapshot);
            outlook.prepare(() -> digests.make(question), made -> {
                working = false;
                apply(made, snapshot);
            });
        }
    }

    private Digests.Question question(LiveSnapshot snapshot) {
        happenings.standing(snapshot.alarms(), snapshot.at());
        return new Digests.Question(snapshot.counts(), rowsBy.get(), known(snapshot), money.get(),
                happenings.until(snapshot.at()), sieve);
    }

    static int known(LiveSnapshot snapshot) {
        long seconds = Duration.between(snapshot.status().since(), snapshot.counts().at()).toSeconds();
        return Math.clamp(seconds, 1, LiveView.SECONDS);
    }

    private void apply(Digest made, LiveSnapshot snapshot) {
        digest = made;
        digested = snapshot.at();
        figures.set(Reading.of(snapshot, made, outlook));
        if (heldSince.get().isEmpty() || chart.get() == null) {
            if (made.inMoney() == money.get()) {
                chart.set(made.chart());
            }
            rank(made, snapshot.at());
        }
    }

    private void rank(Digest made, Instant at) {
        if (made.rowsBy() != rowsBy.get()) {
            return;
        }
        var paused = pauses.stream().collect(Collectors.toMap(Pauses.Pause::subject, Function.identity(), (a, _) -> a));
        var rows = made.rows().stream().map(row -> alarmed(row.with(pause(paused, row)))).toList();
        burners.show(rows, at, burnersBusy.getAsBoolean());
    }

    private BurnerRow alarmed(BurnerRow row) {
        var who = Subject.of(rowsBy.get(), row.name());
        return alarms.stream().filter(each -> each.isLoud() && each.subject().equals(who)).findFirst()
                .map(row::alarmed).orElse(row);
    }

    private Optional<Pauses.Pause> pause(Map<String, Pauses.Pause> paused, BurnerRow row) {
        return rowsBy.get() == Dimension.KEY ? Optional.ofNullable(paused.get(row.name())) : Optional.empty();
    }

    /// Something was chosen: do not wait for the next turn.
    private void again() {
        stale = true;
        var snapshot = now.get();
        if (snapshot != null && snapshot.counts().by() == by && !working) {
            digest(snapshot);
        }
    }
}
