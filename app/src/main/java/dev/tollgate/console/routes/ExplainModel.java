package dev.tollgate.console.routes;

import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.access.Models;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.request.Explained;
import dev.tollgate.gateway.request.Hypothesis;
import dev.tollgate.gateway.term.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Dry runs: of a typed call, of a recent one, and of the last hour under what waits to be committed. JavaFX thread.
final class ExplainModel {
    private static final int OFFERED = 50;
    private static final long TYPED_OUTPUT = 500;

    private final RoutesModel model;
    private final ReadOnlyObjectWrapper<Optional<Answer>> answer = new ReadOnlyObjectWrapper<>(Optional.empty());

    ExplainModel(RoutesModel model) {
        this.model = model;
    }

    /// A dry run's result.
    ///
    /// @param pending how many changes that are not in force were taken for granted
    record Answer(Explained explained, int pending) {}

    /// Names a typed call may have: routes, then models the chosen providers list.
    List<String> models() {
        var config = model.config();
        return Stream.concat(model.asEdited().routes().stream().map(Route::name)
                .filter(name -> name.indexOf('*') < 0),
                config.providers().stream().filter(p -> p.enabled()).flatMap(p -> p.models().stream())).distinct()
                .toList();
    }

    List<String> keys() {
        return model.config().keys().stream().map(KeyEntry::name).toList();
    }

    /// A key that may ask for what is proposed; the first where none may.
    Optional<String> suited() {
        var config = model.config();
        var asked = proposed().or(() -> models().stream().findFirst());
        return config.keys().stream()
                .filter(key -> Models.visible(config, key).stream()
                        .anyMatch(seen -> asked.filter(seen.id()::equals).isPresent()))
                .findFirst().or(() -> config.keys().stream().findFirst()).map(KeyEntry::name);
    }

    /// Calls that can be run again in thought, the newest first.
    List<Entry> recent() {
        return model.rates().recent().stream().filter(e -> e.asked().model().isPresent()).limit(OFFERED).toList();
    }

    void typed(String key, String name, long input) {
        run(new Hypothesis(key, name, Endpoint.CHAT, input, TYPED_OUTPUT, OptionalLong.empty(), false));
    }

    void again(Entry entry) {
        run(Hypothesis.again(entry));
    }

    /// The same call once more, after something changed.
    void again() {
        answer.get().ifPresent(last -> run(last.explained().asked()));
    }

    private void run(Hypothesis asked) {
        int pending = model.edits().size();
        var config = model.asEdited();
        var dry = model.feed().gateway().dryRun();
        model.feed().query("routes-explain", () -> pending == 0 ? dry.of(asked) : dry.of(asked, config),
                explained -> answer.set(Optional.of(new Answer(explained, pending))));
    }

    void close() {
        answer.set(Optional.empty());
    }

    ReadOnlyObjectProperty<Optional<Answer>> answer() {
        return answer.getReadOnlyProperty();
    }

    /// What the last hour's calls would do under what waits, in words; never on the JavaFX thread.
    String preview(GatewayConfig before, GatewayConfig after) {
        var since = model.now().minus(Rates.HOUR);
        var calls = model.rates().recent().stream()
                .filter(e -> e.started().isAfter(since) && e.asked().model().isPresent()).map(Hypothesis::again)
                .toList();
        if (calls.isEmpty()) {
            return "no call in the last hour to try it on";
        }
        var dry = model.feed().gateway().dryRun();
        var was = dry.all(calls, before);
        var now = dry.all(calls, after);
        long moved = IntStream.range(0, calls.size()).filter(i -> !first(was.get(i)).map(Explained.Rung::target)
                .equals(first(now.get(i)).map(Explained.Rung::target))).count();
        long nobody = now.stream().filter(e -> first(e).isEmpty()).count()
                - was.stream().filter(e -> first(e).isEmpty()).count();
        long delta = now.stream().mapToLong(ExplainModel::picos).sum()
                - was.stream().mapToLong(ExplainModel::picos).sum();
        return "last hour again: " + moved + " of " + calls.size() + (calls.size() == 1 ? " call moves" : " calls move")
                + (delta == 0 ? "" : ", ≈" + Money.delta(delta))
                + (nobody > 0 ? ", " + nobody + " would find no target" : "");
    }

    private static Optional<Explained.Rung> first(Explained explained) {
        return explained.rungs().stream().filter(r -> r.fate() == Explained.Fate.TAKEN).findFirst();
    }

    private static long picos(Explained explained) {
        return first(explained).map(r -> r.likelyPicos().orElse(0)).orElse(0L);
    }

    /// What a typed call starts with: the chosen route's name, where it is one.
    Optional<String> proposed() {
        return model.shown().get().map(RouteView::route).map(Route::name).filter(name -> name.indexOf('*') < 0);
    }
}
