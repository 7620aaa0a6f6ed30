package dev.tollgate.console.routes;

import dev.tollgate.console.fx.form.Check;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.gateway.config.HealthRule;
import dev.tollgate.gateway.config.Policy;
import dev.tollgate.gateway.config.Retries;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.config.Timeouts;
import dev.tollgate.gateway.term.Word;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import org.jspecify.annotations.Nullable;

/// Name, time-outs, retries and health of the chosen route; every valid change waits for the commit at once.
final class RouteSettings {
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofHours(24);

    private final RoutesModel model;
    private final Form form = new Form();
    private final ScrollPane scroll = new ScrollPane(form);
    private final Field<String> name = Fields.text("Name or pattern",
            "What apps send as their model; gpt-* stands for every model of that beginning.");
    private final Field<Optional<Duration>> connect = time("Connect", "5s unless set.");
    private final Field<Optional<Duration>> firstToken = time("First token", "30s while another target can take over.");
    private final Field<Optional<Duration>> response = time("Response", "120s while another target can take over.");
    private final Field<Optional<Duration>> idle = time("Idle", "Silence within an answer. 60s unless set.");
    private final Field<Optional<Duration>> total = time("Total", "All attempts together. 10m unless set.");
    private final Field<OptionalLong> attempts = Fields.number("Retries", "Of the same target after its first call.", 0,
            100);
    private final Field<Optional<Duration>> backoff = time("Back-off", "Before the first retry, doubling.");
    private final Field<Optional<Duration>> maxBackoff = time("Longest back-off", "A longer Retry-After is not waited"
            + " for.");
    private final Field<OptionalLong> failures = Fields.number("Failures", "So many within the window …", 1, 1_000_000);
    private final Field<Optional<Duration>> window = time("Window", "… and the target rests");
    private final Field<Optional<Duration>> cooldown = time("Rest", "for so long, twice as long each time,");
    private final Field<Optional<Duration>> maxCooldown = time("Longest rest", "up to this.");
    private final Field<Policy.Strategy> strategy = Fields.combo("Order", "Which target is asked first; backups come"
            + " last in any.", List.of(Policy.Strategy.values()), Word::said);
    private final Field<Policy.Sticky> sticky = Fields.combo("Stays together", "Whose calls stay with the target"
            + " that answered them before.", List.of(Policy.Sticky.values()), Word::said);
    private final Field<Boolean> strict = Fields.toggle("What a provider cannot carry", "400 instead of a call"
            + " without it.", "refuse");
    private final Field<Boolean> refuse = Fields.toggle("Models without a price", "402 instead of a call whose cost"
            + " nobody knows.", "refuse");
    private final Field<OptionalLong> standIn = Fields.usd("Held for such a call", "USD, while its price is unknown.");
    private @Nullable Route loaded;
    private boolean loading;

    RouteSettings(RoutesModel model) {
        this.model = model;
        form.add(name.checked(Check.needed("A route needs a name.")).checked(Check.that(
                text -> text.chars().noneMatch(Character::isWhitespace), "A model's name has no spaces."))
                .checked(this::taken));
        form.section("Targets", "");
        form.row(strategy, sticky);
        form.add(strict);
        form.section("Time-outs", "");
        form.row(connect, firstToken, response);
        form.row(idle, total);
        form.section("Retries of the same target", "");
        form.row(attempts, backoff.checked(Check.that(this::fits, "Not longer than the longest.")), maxBackoff);
        form.section("When a target rests", "");
        form.row(failures, window);
        form.row(cooldown.checked(Check.that(this::rests, "Not longer than the longest.")), maxCooldown);
        form.section("Money", "");
        form.row(refuse, standIn);
        form.onChange(this::changed);
        model.file().ifPresent(file -> form.setReadOnly(Optional.of("Read-only: this configuration comes from "
                + file + ".")));
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("tg-plain-scroll", "tg-editor-scroll");
        scroll.setMinHeight(0);
    }

    private static Field<Optional<Duration>> time(String name, String hint) {
        return Fields.duration(name, hint, LEAST, MOST);
    }

    private boolean fits(Optional<Duration> time) {
        return time.isEmpty() || maxBackoff.valid().flatMap(most -> most)
                .filter(most -> time.get().compareTo(most) > 0).isEmpty();
    }

    private boolean rests(Optional<Duration> time) {
        return time.isEmpty() || maxCooldown.valid().flatMap(most -> most)
                .filter(most -> time.get().compareTo(most) > 0).isEmpty();
    }

    private Optional<String> taken(String text) {
        boolean other = model.rows().stream().anyMatch(row -> row.name().equals(text)
                && !row.id().equals(model.chosen()));
        return other ? Optional.of("Another route has this name.") : Optional.empty();
    }

    Node node() {
        return scroll;
    }

    /// Shows a route; what was typed and is no value stays while it is the same one.
    void show(RouteView view) {
        if (view.route().equals(loaded)) {
            return;
        }
        loading = true;
        loaded = view.route();
        fill(view.route());
        loading = false;
    }

    private void fill(Route r) {
        name.start(r.name());
        strategy.start(r.policy().strategy());
        sticky.start(r.policy().sticky());
        strict.start(r.strict());
        var t = r.timeouts();
        connect.start(Optional.of(t.connect()));
        firstToken.start(t.firstToken());
        response.start(t.response());
        idle.start(Optional.of(t.idle()));
        total.start(Optional.of(t.total()));
        attempts.start(OptionalLong.of(r.retries().attempts()));
        maxBackoff.start(Optional.of(r.retries().maxBackoff()));
        backoff.start(Optional.of(r.retries().backoff()));
        failures.start(OptionalLong.of(r.health().failures()));
        window.start(Optional.of(r.health().window()));
        maxCooldown.start(Optional.of(r.health().maxCooldown()));
        cooldown.start(Optional.of(r.health().cooldown()));
        refuse.start(r.refuseUnpriced());
        standIn.start(OptionalLong.of(r.standInPicos()));
    }

    private void changed() {
        if (loading) {
            return;
        }
        backoff.judge();
        cooldown.judge();
        var route = loaded;
        if (route != null && form.firstError().isEmpty()) {
            var next = typed(route);
            loaded = next;
            model.change(_ -> next);
        }
    }

    private Route typed(Route r) {
        var d = Timeouts.DEFAULTS;
        var timeouts = new Timeouts(connect.value().orElse(d.connect()), firstToken.value(), response.value(),
                idle.value().orElse(d.idle()), total.value().orElse(d.total()));
        var retries = new Retries((int) attempts.value().orElse(Retries.DEFAULTS.attempts()),
                backoff.value().orElse(Retries.DEFAULTS.backoff()),
                maxBackoff.value().orElse(Retries.DEFAULTS.maxBackoff()));
        var h = HealthRule.DEFAULTS;
        var health = new HealthRule((int) failures.value().orElse(h.failures()), window.value().orElse(h.window()),
                cooldown.value().orElse(h.cooldown()), maxCooldown.value().orElse(h.maxCooldown()));
        return new Route(name.value(), r.targets(), timeouts, retries, health, refuse.value(),
                standIn.value().orElse(Route.STAND_IN), strict.value(),
                r.policy().with(strategy.value()).with(sticky.value()));
    }
}
