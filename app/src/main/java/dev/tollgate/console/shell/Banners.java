package dev.tollgate.console.shell;

import dev.tollgate.console.demo.DemoTraffic;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.gateway.GatewayStatus;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.control.RefusedFile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.event.EventHandler;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What lasts and concerns every page: paused, port busy, not recording, demo. A row comes and goes with its cause;
/// while it stays only its text changes. What goes leaves its room behind until the pointer has rested, so that no button
/// of the page moves from under it.
final class Banners extends VBox {
    private static final Duration AT_REST = Duration.ofSeconds(2);
    private static final int NAMED = 3;
    private static final int ELIDED = 18;

    private final Bar demo;
    private final Bar port;
    private final Bar ledger;
    private final Bar file;
    private final Bar everything;
    private final Bar keys;
    private final AlarmBar alarm;
    private final Stops stops;
    private Optional<SavedCard> saved = Optional.empty();
    private Optional<RefusedFile> refused = Optional.empty();
    private final EventHandler<MouseEvent> pointer = _ -> moved = true;
    private boolean moved;
    private Instant lastMoved = Instant.EPOCH;

    /// @param nextPort listens on the next free port
    /// @param again tries the configured one once more
    Banners(Stops stops, Places places, Runnable nextPort, Runnable again) {
        this.stops = stops;
        getStyleClass().add("tg-banners");
        alarm = new AlarmBar(stops, places);
        demo = new Bar("tg-demo");
        port = new Bar("tg-banner", "danger");
        ledger = new Bar("tg-banner", "danger");
        file = new Bar("tg-banner");
        file.lead(Mark.WARNING.node());
        file.actions(Buttons.copy("Copy", () -> refused.map(RefusedFile::lines).map(lines -> String.join("\n", lines))
                .orElse(""), "tg-row"));
        everything = new Bar("tg-banner");
        keys = new Bar("tg-banner");
        port.actions(Buttons.button("Use next free port", nextPort, "tg-row"),
                Buttons.button("Try again", again, "tg-row"));
        everything.actions(resume(() -> stops.resume(Control.EVERYTHING), "resume-everything"));
        demo.label.setText("simulated provider, throw-away ledger: nothing here costs anything");
        getChildren().addAll(demo, port, ledger, file, alarm, everything, keys);
        getChildren().forEach(bar -> show(bar, false));
        sceneProperty().addListener((_, before, now) -> {
            if (before != null) {
                before.removeEventFilter(MouseEvent.ANY, pointer);
            }
            if (now != null) {
                now.addEventFilter(MouseEvent.ANY, pointer);
            }
        });
    }

    private static Button resume(Runnable action, String id) {
        var button = Buttons.button(Icon.PLAY, "Resume", action, "tg-row");
        button.setId(id);
        return button;
    }

    /// Shows the demo's row with its two incidents, and once one was paused what that saved.
    void demo(DemoTraffic traffic, SavedCard card, Runnable real) {
        saved = Optional.of(card);
        getChildren().add(card);
        var runaway = Buttons.button("", () -> {}, "tg-row");
        var down = Buttons.button("", () -> {}, "tg-row");
        Runnable say = () -> {
            runaway.setText(traffic.runaway() ? "Stop the runaway agent" : "Start a runaway agent");
            down.setText(traffic.providerDown() ? "Bring the provider back" : "Take a provider down");
        };
        runaway.setOnAction(_ -> {
            traffic.runaway(!traffic.runaway());
            say.run();
        });
        down.setOnAction(_ -> {
            traffic.providerDown(!traffic.providerDown());
            say.run();
        });
        runaway.setId("demo-runaway");
        down.setId("demo-down");
        say.run();
        var use = Buttons.button("Use it for real", real, "accent", "tg-row");
        use.setId("demo-real");
        demo.lead(Styled.strong("DEMO"));
        demo.actions(runaway, down, use);
        show(demo, true);
    }

    void show(LiveSnapshot now) {
        boolean busy = now.status().state() == GatewayStatus.State.PORT_BUSY;
        port.setVisible(busy);
        if (busy) {
            port.say(now.status().message());
        }
        boolean lost = !now.ledger().recording() || !now.ledger().trouble().isEmpty();
        ledger.setVisible(lost);
        if (lost) {
            ledger.say("Not recording: " + now.ledger().trouble() + ". Calls are served; "
                    + Format.count(now.ledger().queued()) + " of " + Format.count(now.ledger().capacity())
                    + " entries wait, then calls are refused.");
        }
        refused(now.refusedFile());
        alarm.show(now.alarms(), now.pauses());
        pauses(now.pauses(), now.at());
        saved.ifPresent(card -> card.show(now));
        room(now.at());
    }

    private void room(Instant now) {
        lastMoved = moved ? now : lastMoved;
        moved = false;
        boolean rests = now.isBefore(lastMoved) || !now.isBefore(lastMoved.plus(AT_REST));
        for (var bar : getChildren()) {
            bar.setManaged(bar.isVisible() || (bar.isManaged() && !rests));
        }
    }

    private void refused(Optional<RefusedFile> now) {
        refused = now;
        file.setVisible(now.isPresent());
        now.ifPresent(wrong -> file.say("The changed configuration is not used: " + first(wrong.lines())
                + " What was in force before stays so. Correct the file and save it: it is then taken over, and this"
                + " goes."));
    }

    private static String first(List<String> lines) {
        var line = lines.getFirst() + (lines.getFirst().endsWith(".") ? "" : ".");
        int more = lines.size() - 1;
        return more == 0 ? line : line + " " + more + (more == 1 ? " more mistake" : " more mistakes") + " in it.";
    }

    private void pauses(List<Pauses.Pause> pauses, Instant now) {
        var all = pauses.stream().filter(Pauses.Pause::isEverything).findFirst();
        everything.setVisible(all.isPresent());
        all.ifPresent(pause -> everything.say("Everything is paused since " + since(pause, now)
                + refused(pause.refused())));
        var some = pauses.stream().filter(pause -> !pause.isEverything()).toList();
        keys.setVisible(!some.isEmpty());
        if (!some.isEmpty()) {
            named(some, now);
        }
    }

    private void named(List<Pauses.Pause> some, Instant now) {
        long refused = some.stream().mapToLong(Pauses.Pause::refused).sum();
        keys.say(some.size() == 1
                ? some.getFirst().who().name() + " is paused since " + since(some.getFirst(), now) + refused(refused)
                : "Paused: " + listed(some, now) + refused(refused));
        var shown = some.stream().map(Pauses.Pause::subject).toList();
        if (!shown.equals(keys.getProperties().put(Banners.class, shown))) {
            keys.actions(resumes(shown));
        }
    }

    /// Each with its time; of many the oldest.
    private static String listed(List<Pauses.Pause> some, Instant now) {
        var more = some.size() > NAMED ? " and " + (some.size() - NAMED) + " more" : "";
        return some.stream().limit(NAMED)
                .map(pause -> Format.elide(pause.who().name(), ELIDED) + " since " + since(pause, now))
                .collect(Collectors.joining(", ")) + more;
    }

    private Node[] resumes(List<String> subjects) {
        if (subjects.size() == 1) {
            return new Node[] {resume(() -> stops.resume(subjects.getFirst()), "resume-key")};
        }
        var all = Buttons.button(Icon.PLAY, "Resume all", () -> subjects.forEach(stops::resume), "tg-row");
        if (subjects.size() > NAMED) {
            return new Node[] {all};
        }
        var buttons = subjects.stream()
                .<Node>map(name -> Buttons.button("Resume " + Format.elide(Stops.who(name), ELIDED),
                        () -> stops.resume(name),
                        "tg-row"))
                .collect(Collectors.toList());
        buttons.add(all);
        return buttons.toArray(Node[]::new);
    }

    private static String since(Pauses.Pause pause, Instant now) {
        var zone = ZoneId.systemDefault();
        boolean today = pause.since().atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return today ? Format.clockSeconds(pause.since(), zone) : Format.time(pause.since(), now, zone);
    }

    private static String refused(long count) {
        return count == 0
                ? " · no call refused yet"
                : " · refused " + Format.count(count) + (count == 1 ? " call" : " calls");
    }

    static void show(Node bar, boolean shown) {
        if (bar.isVisible() != shown || bar.isManaged() != shown) {
            bar.setVisible(shown);
            bar.setManaged(shown);
        }
    }

    /// One row: perhaps a mark, the text, what can be done about it.
    private static final class Bar extends HBox {
        private final Label label = new Label();
        private final HBox lead = new HBox(8);
        private final HBox actions = new HBox(8);

        Bar(String... styleClasses) {
            getStyleClass().addAll(styleClasses);
            actions.setMinWidth(Region.USE_PREF_SIZE);
            for (var box : new HBox[] {lead, actions}) {
                box.setAlignment(Pos.CENTER_LEFT);
            }
            label.setWrapText(true);
            label.setMinSize(0, USE_PREF_SIZE);
            label.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(label, Priority.ALWAYS);
            lead(getStyleClass().contains("danger") ? Mark.FAILED.node() : Mark.REJECTED.node());
            getChildren().addAll(lead, label, actions);
        }

        void lead(Node node) {
            lead.getChildren().setAll(node);
        }

        void say(String text) {
            if (!text.equals(label.getText())) {
                label.setText(text);
            }
        }

        void actions(Node... nodes) {
            actions.getChildren().setAll(nodes);
        }
    }
}
