package dev.tollgate.console.routes;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.routing.TargetState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ObservableList;

/// The routes as in force with what waits to be committed on top, and the chosen one. JavaFX thread.
final class RoutesModel implements LiveModel {
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration REDRAWN = Duration.ofSeconds(1);

    private final Feed feed;
    private final Desk desk;
    private final RouteRows rows = new RouteRows();
    private final ReadOnlyObjectWrapper<Optional<RouteView>> shown = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyIntegerWrapper pending = new ReadOnlyIntegerWrapper();
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<RouteEdit>> clash = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Map<String, RouteEdit> edits = new LinkedHashMap<>();
    private final List<Consumer<GatewayConfig>> onConfig = new ArrayList<>();
    private final List<Runnable> onRates = new ArrayList<>();
    private final ReadOnlyIntegerWrapper total = new ReadOnlyIntegerWrapper();
    private final RouteSearch search = new RouteSearch(this::redraw);
    private Rates rates = Rates.NONE;
    private List<TargetState> states = List.of();
    private Instant now;
    private Instant asked = Instant.EPOCH;
    private Instant drawn = Instant.EPOCH;
    private GatewayConfig config;
    private String chosen = "";
    private int made;
    private boolean committing;

    RoutesModel(Feed feed, Desk desk) {
        this.feed = feed;
        this.desk = desk;
        this.config = feed.gateway().config();
        this.now = feed.gateway().time().instant();
        this.states = feed.gateway().targets();
        redraw();
    }

    Feed feed() {
        return feed;
    }

    Desk desk() {
        return desk;
    }

    GatewayConfig config() {
        return config;
    }

    Rates rates() {
        return rates;
    }

    List<TargetState> states() {
        return states;
    }

    Instant now() {
        return now;
    }

    /// Hears of every configuration in force, from the next one on.
    void onConfig(Consumer<GatewayConfig> listener) {
        onConfig.add(listener);
    }

    /// Runs after new figures came from the ledger, and once a second.
    void onRates(Runnable listener) {
        onRates.add(listener);
    }

    @Override
    public void tick(LiveSnapshot snapshot) {
        now = snapshot.at();
        states = snapshot.targets();
        var current = feed.gateway().config();
        if (!current.equals(config)) {
            take(current);
        }
        if (now.isAfter(asked.plus(AGAIN))) {
            refresh();
        }
        if (now.isAfter(drawn.plus(REDRAWN))) {
            drawn = now;
            rows.outdated();
            view();
            onRates.forEach(Runnable::run);
        }
        rows.drawSome(id -> row(id, RouteEdit.named(config, id)));
    }

    /// Reads the ledger anew.
    void refresh() {
        asked = now;
        feed.query("routes-rates", () -> Rates.read(feed.queries(), feed.gateway().time().instant()), found -> {
            rates = found;
            redraw();
            onRates.forEach(Runnable::run);
        });
    }

    /// Something was just put in force: it is shown without waiting for the next tick.
    void refreshed() {
        var current = feed.gateway().config();
        states = feed.gateway().targets();
        if (!current.equals(config)) {
            take(current);
        }
    }

    private void take(GatewayConfig next) {
        config = next;
        edits.values().removeIf(edit -> edit.isIn(next));
        clash.set(edits.values().stream().filter(edit -> edit.clashes(next)).findFirst());
        redraw();
        onConfig.forEach(listener -> listener.accept(next));
    }

    private void redraw() {
        drawn = now;
        var next = new ArrayList<RouteRow>();
        var made = edits.values().stream().filter(edit -> edit.before().isEmpty()).toList();
        for (var route : config.routes()) {
            var id = idOf(route.name());
            var edit = Optional.ofNullable(edits.get(id));
            if (search.finds(edit.flatMap(RouteEdit::after).orElse(route))) {
                next.add(row(id, Optional.of(route)));
            }
        }
        made.forEach(edit -> next.add(row(edit.id(), Optional.empty())));
        total.set(config.routes().size() + made.size());
        rows.same(next);
        boolean lost = search.isIdle() || !next.isEmpty();
        if (lost && next.stream().noneMatch(row -> row.id().equals(chosen))) {
            chosen = next.isEmpty() ? "" : next.getFirst().id();
        }
        view();
        pending.set(edits.size());
        words.set(RouteWords.of(List.copyOf(edits.values())));
    }

    /// A route is known by the name it had when its edit began, else by its own.
    private String idOf(String name) {
        return edits.values().stream().filter(e -> e.before().filter(b -> b.name().equals(name)).isPresent())
                .map(RouteEdit::id).findFirst().orElse(name);
    }

    private RouteRow row(String id, Optional<Route> route) {
        var edit = edits.get(id);
        var as = edit == null ? route.orElseThrow() : edit.after().or(edit::before).orElseThrow();
        return RouteRow.of(id, as.name(), as.targets().size(), as.policy().strategy(),
                Standing.of(as, config, states, now), rates,
                edit != null, edit != null && edit.after().isEmpty());
    }

    private void view() {
        var route = route(chosen);
        if (route.isEmpty()) {
            shown.set(Optional.empty());
            return;
        }
        var edit = edits.get(chosen);
        var before = edit == null ? route : edit.before();
        var gateway = feed.gateway();
        var ladder = new Ladder(config, gateway.priceBook(), gateway.health(), states, rates, now);
        shown.set(Optional.of(new RouteView(chosen, route.get(), before, edit != null && edit.after().isEmpty(),
                ladder.rows(route.get(), before), Standing.of(route.get(), config, states, now),
                rates.of(before.map(Route::name).orElse(route.get().name())))));
    }

    /// As edited; one that is to be removed, as it was.
    private Optional<Route> route(String id) {
        var edit = edits.get(id);
        return edit != null ? edit.after().or(edit::before) : RouteEdit.named(config, id);
    }

    void choose(String id) {
        if (!id.equals(chosen)) {
            chosen = id;
            view();
        }
    }

    String chosen() {
        return chosen;
    }

    /// Changes the chosen route; not in force before [#commit].
    void change(UnaryOperator<Route> change) {
        route(chosen).ifPresent(route -> put(chosen, Optional.of(change.apply(route))));
    }

    /// Moves a target of the chosen route.
    ///
    /// @param from from 0
    /// @param to from 0
    void move(int from, int to) {
        change(route -> {
            var targets = new ArrayList<>(route.targets());
            targets.add(to, targets.remove(from));
            return route.withTargets(targets);
        });
    }

    /// A new route, chosen at once.
    void add(Route route) {
        chosen = "new " + ++made;
        edits.put(chosen, new RouteEdit(chosen, Optional.empty(), Optional.of(route)));
        redraw();
    }

    /// Takes the chosen route away with the next commit; a new one at once.
    void remove() {
        put(chosen, Optional.empty());
    }

    /// The chosen route stays as it was.
    void forget() {
        edits.remove(chosen);
        settle();
    }

    private void put(String id, Optional<Route> after) {
        var edit = edits.get(id);
        var before = edit == null ? RouteEdit.named(config, id) : edit.before();
        var next = new RouteEdit(id, before, after);
        if (next.changesNothing()) {
            edits.remove(id);
        } else {
            edits.put(id, next);
        }
        settle();
    }

    void discard() {
        edits.clear();
        settle();
    }

    private void settle() {
        trouble.set("");
        clash.set(edits.values().stream().filter(edit -> edit.clashes(config)).findFirst());
        redraw();
    }

    /// Somebody else changed it too: what is typed here goes on from what is in force now.
    void keepMine() {
        clash.get().ifPresent(edit -> {
            var theirs = edit.now(config).or(() -> edit.after().flatMap(mine -> RouteEdit.named(config, mine.name())));
            edits.put(edit.id(), edit.over(theirs));
            settle();
        });
    }

    /// Somebody else changed it too: what is typed here goes.
    void takeTheirs() {
        clash.get().ifPresent(edit -> {
            edits.remove(edit.id());
            settle();
        });
    }

    List<RouteEdit> edits() {
        return List.copyOf(edits.values());
    }

    /// What would be in force after a commit.
    GatewayConfig asEdited() {
        var next = config;
        for (var edit : edits.values()) {
            next = edit.clashes(next) ? next : edit.into(next);
        }
        return next;
    }

    /// Puts everything that waits in force.
    ///
    /// @param then hears the edits that made it
    void commit(Consumer<List<RouteEdit>> then) {
        apply(edits(), then);
    }

    /// Takes back what was committed.
    void undo(List<RouteEdit> done, Consumer<List<RouteEdit>> then) {
        var back = new ArrayList<>(done.stream().map(RouteEdit::undone).toList());
        Collections.reverse(back);
        apply(back, then);
    }

    private void apply(List<RouteEdit> all, Consumer<List<RouteEdit>> then) {
        if (committing || all.isEmpty()) {
            return;
        }
        committing = true;
        feed.act(() -> desk.commit(all), outcome -> {
            committing = false;
            switch (outcome) {
                case Outcome.Saved _ -> {
                    all.forEach(edit -> edits.remove(edit.id(), edit));
                    refreshed();
                    all.stream().map(RouteEdit::name).reduce((_, last) -> last).filter(name -> RouteEdit
                            .named(config, name).isPresent()).ifPresent(name -> chosen = name);
                    settle();
                    then.accept(all);
                }
                case Outcome.Refused(var why) -> trouble.set(why);
                case Outcome.Clashed(var name) -> {
                    take(feed.gateway().config());
                    trouble.set(clash.get().isPresent() ? "" : name + " was changed meanwhile. Nothing was committed.");
                }
            }
        });
    }

    /// What narrows the rows.
    RouteSearch search() {
        return search;
    }

    /// How many routes there are, found or not.
    ReadOnlyIntegerProperty total() {
        return total.getReadOnlyProperty();
    }

    ObservableList<RouteRow> rows() {
        return rows.all();
    }

    ReadOnlyObjectProperty<Optional<RouteView>> shown() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyIntegerProperty pending() {
        return pending.getReadOnlyProperty();
    }

    /// What waits, in words.
    ReadOnlyStringProperty words() {
        return words.getReadOnlyProperty();
    }

    /// Why the last commit was refused; empty where it was not.
    ReadOnlyStringProperty trouble() {
        return trouble.getReadOnlyProperty();
    }

    /// The first edit whose route somebody else has changed too.
    ReadOnlyObjectProperty<Optional<RouteEdit>> clash() {
        return clash.getReadOnlyProperty();
    }

    /// The name of the file that alone may change this configuration.
    Optional<String> file() {
        return desk.file().map(path -> path.getFileName().toString());
    }
}
