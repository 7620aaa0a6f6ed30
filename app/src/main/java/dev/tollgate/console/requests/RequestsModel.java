package dev.tollgate.console.requests;

import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.ledger.EntryFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What the list shows, oldest first. A call appears when it starts and becomes its entry in the same line. While the
/// reader is not at the end, reads a row or said *Hold*, nothing is added or removed: what comes meanwhile gathers.
final class RequestsModel implements LiveModel {
    static final int MOST = 5_000;
    static final long COUNTED = 10_000;
    private static final int PAGE = 500;
    private static final int SLACK = 500;
    private static final Duration RECOUNT = Duration.ofSeconds(2);
    private static final Duration LANDED = Duration.ofSeconds(2);
    private static final Comparator<Row> BY_START = Comparator.comparing(Row::started).thenComparing(Row::id);

    private final Supply supply;
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final List<Row> gathered = new ArrayList<>();
    private final Map<String, Row> known = new HashMap<>();
    private final Map<String, Row> running = new HashMap<>();
    private final LongProperty waiting = new SimpleLongProperty();
    private final LongProperty count = new SimpleLongProperty(-1);
    private final BooleanProperty held = new SimpleBooleanProperty();
    private final BooleanProperty loading = new SimpleBooleanProperty();
    private final BooleanProperty earlier = new SimpleBooleanProperty();
    private final StringProperty trouble = new SimpleStringProperty("");
    private final ObjectProperty<Optional<Instant>> since = new SimpleObjectProperty<>(Optional.empty());
    private BooleanSupplier free = () -> true;
    private Watcher watcher = new Watcher() {};
    private View view = View.NOW;
    private boolean begun;
    private long seen;
    private Instant counted = Instant.EPOCH;
    private long recorded;

    RequestsModel(Supply supply) {
        this.supply = supply;
    }

    /// What the page does when the list changed.
    interface Watcher {
        /// Read anew.
        default void filled() {}

        /// Longer at the end, perhaps shorter at the start; the reader follows.
        default void appended() {}

        /// So many older rows stand before the others now.
        default void prepended(int rows) {}

        /// Rows that run, or ran until now, have new figures.
        default void touched() {}
    }

    void watch(Watcher next) {
        watcher = next;
    }

    /// @param next whether rows may move: the reader is at the end and reads none
    void movesWhile(BooleanSupplier next) {
        free = next;
    }

    ObservableList<Row> rows() {
        return rows;
    }

    /// How many have come and are not shown yet.
    LongProperty waiting() {
        return waiting;
    }

    /// Requests in range, those that run and those that wait to be shown too, up to [#COUNTED]; -1 while unknown.
    LongProperty count() {
        return count;
    }

    BooleanProperty held() {
        return held;
    }

    BooleanProperty loading() {
        return loading;
    }

    /// Whether the ledger has older ones in range.
    BooleanProperty earlier() {
        return earlier;
    }

    /// Why the ledger could not be read; empty when it could.
    StringProperty trouble() {
        return trouble;
    }

    /// Only what started after this moment is shown.
    ObjectProperty<Optional<Instant>> since() {
        return since;
    }

    View view() {
        return view;
    }

    /// The row of this request, shown or gathered.
    Optional<Row> find(String id) {
        return Optional.ofNullable(known.get(id));
    }

    boolean isLive() {
        return view.range().isLive();
    }

    void show(View next) {
        boolean same = begun && next.equals(view);
        if (same && (!isLive() || supply.settled() - seen < MOST)) {
            return;
        }
        if (!next.range().equals(view.range())) {
            since.set(Optional.empty());
        }
        view = next;
        reload();
    }

    /// Everything that starts from now on; once more: the whole range again.
    void sinceNow() {
        since.set(since.get().isPresent() ? Optional.empty() : Optional.of(supply.now()));
        if (since.get().isPresent() && !isLive()) {
            view = new View(TimeRange.LIVE_15_MIN, view.filter());
        }
        reload();
    }

    /// The range, filter and moment as the ledger is asked.
    EntryFilter asked() {
        var now = supply.now();
        var from = since.get().orElse(view.range().from(now));
        // a sliding range has no end: what starts while the question is on its way belongs to it
        return view.filter().entries(from, isLive() ? now.plus(Duration.ofHours(1)) : view.range().to(now));
    }

    void reload() {
        begun = true;
        seen = supply.settled();
        gathered.clear();
        known.clear();
        running.clear();
        waiting.set(0);
        count.set(-1);
        recorded = 0;
        earlier.set(false);
        trouble.set("");
        loading.set(true);
        var first = isLive() ? recent() : List.<Row>of();
        first.forEach(row -> known.put(row.id(), row));
        rows.setAll(first);
        watcher.filled();
        var filter = asked();
        supply.page(filter, PAGE, Optional.empty(), page -> add(page, true));
        recount(filter);
    }

    private List<Row> recent() {
        var from = asked().from();
        return supply.settledAfter(0).stream()
                .filter(e -> !e.started().isBefore(from) && Sieve.passes(view.filter(), e)).map(Row::of)
                .sorted(BY_START).toList();
    }

    /// The page before the first row.
    void loadEarlier() {
        if (!earlier.get() || loading.get() || rows.isEmpty()) {
            return;
        }
        loading.set(true);
        var all = asked();
        var before = rows.getFirst().started().plusMillis(1);
        supply.page(view.filter().entries(all.from(), before), PAGE, Optional.empty(), page -> add(page, false));
    }

    private void add(Supply.Page answer, boolean first) {
        loading.set(false);
        switch (answer) {
            case Supply.Page.Unread(var because) -> trouble.set(because);
            case Supply.Page.Read(var page) -> {
                earlier.set(page.nextCursor().isPresent());
                var fresh = new ArrayList<Row>();
                for (var entry : page.entries()) {
                    add(entry, fresh);
                }
                merge(fresh);
                if (first) {
                    watcher.filled();
                }
            }
        }
        counted();
    }

    private void add(Entry entry, List<Row> fresh) {
        var row = known.get(entry.id());
        if (row == null) {
            var next = Row.of(entry);
            known.put(entry.id(), next);
            fresh.add(next);
        } else if (entry.ended().isPresent()) {
            row.settle(entry);
        }
    }

    private void merge(List<Row> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        fresh.sort(BY_START);
        if (rows.isEmpty() || BY_START.compare(fresh.getLast(), rows.getFirst()) <= 0) {
            rows.addAll(0, fresh);
        } else {
            var all = new ArrayList<>(rows);
            all.addAll(fresh);
            all.sort(BY_START);
            rows.setAll(all);
        }
        watcher.prepended(fresh.size());
    }

    @Override
    public void tick(LiveSnapshot now) {
        tick(now.at(), now.flights());
    }

    void tick(Instant at, List<FlightView> flights) {
        if (!begun || !isLive()) {
            return;
        }
        if (supply.settled() - seen > MOST) {
            reload();
            return;
        }
        var fresh = new ArrayList<Row>();
        settled(fresh);
        flying(at, flights, fresh);
        fresh.sort(BY_START);
        gathered.addAll(fresh);
        if (!held.get() && free.getAsBoolean()) {
            flush();
        } else if (gathered.size() > 2 * MOST) {
            forget(gathered.subList(0, gathered.size() - MOST));
        }
        waiting.set(gathered.size());
        if (Duration.between(counted, at).compareTo(RECOUNT) > 0) {
            recount(asked());
            if (!held.get() && free.getAsBoolean() && trim()) {
                watcher.appended();
            }
        }
        counted();
        watcher.touched();
    }

    private void settled(List<Row> fresh) {
        var entries = supply.settledAfter(seen);
        seen = supply.settled();
        var from = asked().from();
        for (var entry : entries) {
            running.remove(entry.id());
            var row = known.get(entry.id());
            if (row != null) {
                row.settle(entry);
            } else if (!entry.started().isBefore(from) && Sieve.passes(view.filter(), entry)) {
                var next = Row.of(entry);
                known.put(entry.id(), next);
                fresh.add(next);
            }
        }
    }

    private void flying(Instant at, List<FlightView> flights, List<Row> fresh) {
        for (var flight : flights) {
            var row = known.get(flight.id());
            if (row != null) {
                row.fly(flight, at);
            } else if (Sieve.passes(view.filter(), flight)
                    && since.get().map(from -> !flight.started().isBefore(from)).orElse(true)) {
                var next = Row.of(flight, at);
                known.put(flight.id(), next);
                running.put(flight.id(), next);
                fresh.add(next);
            }
        }
        landed(at);
    }

    /// One that no longer flies and was not heard to settle is looked up: a line must not run for ever.
    private void landed(Instant at) {
        var gone = running.values().stream().filter(row -> Duration.between(row.seen(), at).compareTo(LANDED) > 0)
                .toList();
        for (var row : gone) {
            running.remove(row.id());
            supply.entry(row.id(), found -> found.filter(e -> e.ended().isPresent()).ifPresent(row::settle));
        }
    }

    /// Shows what has gathered, whether or not the reader is at the end.
    void release() {
        flush();
        waiting.set(0);
    }

    private void flush() {
        if (gathered.size() > MOST) {
            forget(gathered.subList(0, gathered.size() - MOST));
            forget(rows);
            earlier.set(true);
        }
        if (!gathered.isEmpty()) {
            rows.addAll(gathered);
            gathered.clear();
            trim();
            watcher.appended();
        }
    }

    /// Lets go of what is too old or too much.
    private boolean trim() {
        int before = rows.size();
        int excess = rows.size() - MOST;
        if (excess > SLACK) {
            forget(rows.subList(0, excess));
            earlier.set(true);
        }
        var from = asked().from();
        int old = 0;
        while (old < rows.size() && rows.get(old).started().isBefore(from) && !rows.get(old).isRunning()) {
            old++;
        }
        if (old > 0) {
            forget(rows.subList(0, old));
            earlier.set(false);
        }
        return rows.size() < before;
    }

    private void forget(List<Row> some) {
        some.forEach(row -> known.remove(row.id()));
        some.clear();
    }

    private void recount(EntryFilter filter) {
        counted = supply.now();
        supply.count(filter, COUNTED, n -> {
            recorded = n;
            counted();
        });
    }

    /// The list itself says how many there are once it has all of them: the ledger knows no calls that still run.
    /// Beyond what the list holds it is the ledger that counts.
    private void counted() {
        long listed = (long) rows.size() + gathered.size();
        if (!loading.get()) {
            count.set(earlier.get() ? Math.max(listed, recorded + running.size()) : listed);
        }
    }
}
