package dev.tollgate.console.smoke;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.smoke.Check;
import dev.tollgate.gateway.smoke.SmokeAsk;
import dev.tollgate.gateway.smoke.SmokePlan;
import dev.tollgate.gateway.smoke.SmokeTests;
import dev.tollgate.gateway.smoke.SmokeTests.Asked;
import dev.tollgate.gateway.term.TargetId;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// What is known of all targets, what is chosen, what it would cost, and the run that goes on. JavaFX thread.
final class SmokeModel implements LiveModel {
    /// Up to so many targets are chosen to begin with.
    private static final int FEW = 8;
    private static final int HISTORY = 20;

    private final Feed feed;
    private final SmokeTests smoke;
    private final ReadOnlyObjectWrapper<Known> known = new ReadOnlyObjectWrapper<>(Known.NOTHING);
    private final ReadOnlyObjectWrapper<Optional<SmokePlan>> plan = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<SmokeRun>> running = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<@Nullable Opened> opened = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<Set<Check>> checks = new SimpleObjectProperty<>(EnumSet.allOf(Check.class));
    private final ObjectProperty<Long> ceiling = new SimpleObjectProperty<>(SmokeAsk.USUAL_CEILING);
    private final ReadOnlyObjectWrapper<Set<String>> chosen = new ReadOnlyObjectWrapper<>(Set.of());
    private boolean isLoaded;
    private String seen = "";

    SmokeModel(Feed feed) {
        this.feed = feed;
        this.smoke = feed.gateway().smoke();
        checks.addListener(_ -> plan());
        ceiling.addListener(_ -> plan());
        chosen.addListener(_ -> plan());
    }

    ReadOnlyObjectProperty<Known> known() {
        return known.getReadOnlyProperty();
    }

    /// What *Run selected* would do; empty where nothing can be run.
    ReadOnlyObjectProperty<Optional<SmokePlan>> planned() {
        return plan.getReadOnlyProperty();
    }

    /// Why nothing can be run; empty where it can.
    ReadOnlyStringProperty trouble() {
        return trouble.getReadOnlyProperty();
    }

    /// The run that goes on.
    ReadOnlyObjectProperty<Optional<SmokeRun>> running() {
        return running.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Opened> opened() {
        return opened.getReadOnlyProperty();
    }

    ObjectProperty<Set<Check>> checks() {
        return checks;
    }

    /// Pico-dollars; 0 while what is typed is none.
    ObjectProperty<Long> ceiling() {
        return ceiling;
    }

    /// Labels of the targets that are ticked.
    ReadOnlyObjectProperty<Set<String>> chosen() {
        return chosen.getReadOnlyProperty();
    }

    boolean isLoaded() {
        return isLoaded;
    }

    void choose(String target, boolean on) {
        var next = new LinkedHashSet<>(chosen.get());
        if (on ? next.add(target) : next.remove(target)) {
            chosen.set(next);
        }
    }

    void chooseAll(boolean on) {
        chosen.set(on ? new LinkedHashSet<>(known.get().rows().stream().map(Row::label).toList()) : Set.of());
    }

    /// Reads everything anew.
    void load() {
        feed.query("smoke", () -> Known.of(smoke), found -> {
            known.set(smoke.running().filter(r -> r.state() == SmokeRun.State.RUNNING).map(found::with)
                    .orElse(found));
            if (!isLoaded) {
                isLoaded = true;
                chooseAll(found.rows().size() <= FEW);
            }
            plan();
            var now = opened.get();
            if (now != null) {
                open(now.target(), now.check());
            }
        });
    }

    private List<TargetId> targets() {
        return known.get().rows().stream().filter(row -> chosen.get().contains(row.label())).map(Row::target).toList();
    }

    private void plan() {
        if (known.get().rows().isEmpty()) {
            refuse(isLoaded ? "No model to test yet." : "");
        } else if (ceiling.get() <= 0) {
            refuse("The ceiling is an amount of US dollars such as 0.05.");
        } else if (checks.get().isEmpty()) {
            refuse("Choose at least one check.");
        } else if (targets().isEmpty()) {
            refuse("Choose targets, or run one.");
        } else {
            ask(targets(), checks.get(), true);
        }
    }

    private void refuse(String why) {
        plan.set(Optional.empty());
        trouble.set(why);
    }

    private void ask(List<TargetId> targets, Set<Check> which, boolean onlyPlan) {
        var ask = new SmokeAsk(targets, which, ceiling.get());
        feed.query(onlyPlan ? "smoke-plan" : "smoke-run", () -> {
            var asked = smoke.plan(ask);
            return !onlyPlan && asked instanceof Asked.Possible(var possible)
                    ? smoke.start("console", possible)
                    : asked;
        }, this::asked);
    }

    private void asked(Asked asked) {
        switch (asked) {
            case Asked.Possible(var possible) -> {
                plan.set(Optional.of(possible));
                trouble.set("");
            }
            case Asked.Started(var _, var _) -> look();
            case Asked.Refused(var _, var message) -> refuse(message);
        }
    }

    void runChosen() {
        if (plan.get().isPresent()) {
            ask(targets(), checks.get(), false);
        }
    }

    /// All chosen checks of one target.
    void run(TargetId target) {
        if (ceiling.get() > 0 && !checks.get().isEmpty()) {
            ask(List.of(target), checks.get(), false);
        }
    }

    void run(TargetId target, Check check) {
        if (ceiling.get() > 0) {
            ask(List.of(target), Set.of(check), false);
        }
    }

    void cancel() {
        running.get().ifPresent(run -> feed.act(() -> smoke.cancel(run.id()), _ -> look()));
    }

    /// Looks at one cell.
    void open(TargetId target, Check check) {
        feed.query("smoke-cell", () -> new Opened(target, check,
                smoke.runs().history(target.label(), check.word(), HISTORY),
                Opened.routes(feed.gateway().config(), target),
                Opened.left(smoke.runs().unreached(), target, check)), opened::set);
    }

    void close() {
        opened.set(null);
    }

    @Override
    public void tick(LiveSnapshot now) {
        look();
    }

    /// The run goes on beside the window: what it has found is shown as it comes.
    private void look() {
        var run = smoke.running();
        var mark = run.map(r -> r.id() + r.state() + r.cells().size() + " " + r.calls()).orElse("");
        if (mark.equals(seen)) {
            return;
        }
        boolean first = seen.isEmpty();
        seen = mark;
        boolean goesOn = run.filter(r -> r.state() == SmokeRun.State.RUNNING).isPresent();
        boolean went = running.get().isPresent();
        running.set(run.filter(_ -> goesOn));
        if (goesOn) {
            run.ifPresent(r -> known.set(known.get().with(r)));
        } else if (went || !first) {
            load();
        }
    }

    /// What the run's next cell is about.
    static String at(SmokeRun run) {
        return run.cells().isEmpty() ? run.subject() : last(run.cells());
    }

    private static String last(List<SmokeCell> cells) {
        return cells.getLast().target() + ", " + cells.getLast().check() + " done";
    }
}
