package dev.tollgate.console.alarms;

import dev.tollgate.console.chart.TimeChart;
import dev.tollgate.console.feed.Signs;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.alarm.AlarmState;
import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.alarm.Severity;
import dev.tollgate.gateway.alarm.Suspect;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.config.Durations;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// One open alarm: what it is, how it came, who is behind it, and what stops it. It is made once and shown anew, so that
/// nothing moves under the pointer.
final class AlarmCard extends VBox {
    /// Beyond it a title is elided in the middle, its whole in a tooltip.
    private static final double TITLE = 360;
    private static final double CHART = 104;
    private static final int LONGEST = 24;
    private static final String CRITICAL = "-fx-background-color: -color-danger-emphasis, -color-bg-default;";

    private final Acts acts;
    private final StackPane mark = new StackPane();
    private final Label severity = Styled.strong("");
    private final Label title = TableColumns.elided(Styled.strong(""));
    private final Label summary = Styled.muted("");
    private final Label since = Styled.muted("");
    private final Label acted = Styled.muted("");
    private final Button pause;
    private final Button cut;
    private final Button undo;
    private final Button ack;
    private final MenuButton snooze = new MenuButton("Snooze");
    private final VBox burners = new VBox(4);
    private final HBox middle = new HBox(16);
    private final TimeChart chart;
    private AlarmView alarm;
    private boolean paused;

    AlarmCard(AlarmView first, Acts acts) {
        super(8);
        this.alarm = first;
        this.acts = acts;
        getStyleClass().add("tg-card");
        setId("alarm-" + first.id());
        pause = Buttons.button(Icon.PAUSE, "Pause", this::pauseOrResume, "danger");
        cut = Buttons.button(Icon.CUT, "Cut", () -> acts.cut(alarm));
        undo = Buttons.button(Icon.UNDO, "Undo", () -> acts.undo(alarm));
        ack = Buttons.button("Acknowledge", this::acknowledgeOrReopen);
        pause.setId("pause-" + first.id());
        cut.setId("cut-" + first.id());
        undo.setId("undo-" + first.id());
        ack.setId("ack-" + first.id());
        snooze.setId("snooze-" + first.id());
        boolean money = first.kind() == Kind.SPEND_VELOCITY;
        var zone = ZoneId.systemDefault();
        chart = new TimeChart(AlarmWords.kind(first.kind()) + " of " + first.subject().name(),
                value -> money ? Money.axis(value * 60) : axis(value), value -> money
                        ? Money.perHour(Math.round(value * 60))
                        : axis(value),
                zone, zone);
        chart.setMinHeight(CHART);
        chart.setPrefHeight(CHART);
        getChildren().addAll(head(), middle, foot());
        middle();
    }

    private String axis(double value) {
        return alarm.kind().isRate() ? Format.percent(value) : Format.tokens(value);
    }

    private Node head() {
        severity.setMinWidth(Region.USE_PREF_SIZE);
        since.setMinWidth(Region.USE_PREF_SIZE);
        title.setMinWidth(Region.USE_PREF_SIZE);
        title.setMaxWidth(TITLE);
        summary.setWrapText(true);
        summary.setMinSize(0, Region.USE_PREF_SIZE);
        summary.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(summary, Priority.ALWAYS);
        var head = new HBox(8, mark, severity, title, summary, since);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private void middle() {
        HBox.setHgrow(chart, Priority.ALWAYS);
        burners.setMinWidth(220);
        burners.setPrefWidth(300);
        burners.setMaxWidth(420);
        HBox.setHgrow(burners, Priority.SOMETIMES);
        middle.getChildren().addAll(chart, burners);
        middle.setVisible(false);
        middle.managedProperty().bind(middle.visibleProperty());
    }

    private Node foot() {
        for (var length : List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(8),
                Duration.ofDays(1))) {
            var item = new MenuItem("for " + Durations.print(length));
            item.setOnAction(_ -> acts.snooze(alarm, length));
            snooze.getItems().add(item);
        }
        var why = Buttons.button("Why", () -> acts.why(alarm));
        var sheet = Buttons.button("Stop sheet", () -> acts.sheet(alarm));
        why.setId("why-" + alarm.id());
        for (var each : List.of(pause, cut, why, sheet, ack, snooze, undo)) {
            each.setMinWidth(Region.USE_PREF_SIZE);
        }
        acted.setMinWidth(0);
        var gap = gap();
        var foot = new HBox(8, pause, cut, sheet, why, ack, snooze, gap, acted, undo);
        foot.setAlignment(Pos.CENTER_LEFT);
        return foot;
    }

    private static Region gap() {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    private void pauseOrResume() {
        if (paused) {
            acts.resume(alarm);
        } else {
            acts.pause(alarm);
        }
    }

    private void acknowledgeOrReopen() {
        if (alarm.state() == AlarmState.ACTIVE) {
            acts.acknowledge(alarm);
        } else {
            acts.reopen(alarm);
        }
    }

    AlarmView alarm() {
        return alarm;
    }

    void show(AlarmView now, Picture picture) {
        if (mark.getChildren().isEmpty() || now.severity() != alarm.severity()) {
            mark.getChildren().setAll(Signs.mark(now.severity()).node(14));
        }
        alarm = now;
        paused = picture.paused().contains(now.subject().text());
        severity.setText(now.severity().word());
        severity.getStyleClass().removeAll("tg-text-danger", "tg-text-warning");
        if (now.severity() != Severity.INFO) {
            severity.getStyleClass().add(now.severity() == Severity.CRITICAL ? "tg-text-danger" : "tg-text-warning");
        }
        title.setText(AlarmWords.title(now));
        summary.setText(AlarmWords.summary(now) + " · " + AlarmWords.against(now)
                + (now.note().isEmpty() ? "" : " · " + now.note()));
        setStyle(now.isLoud() && now.severity() == Severity.CRITICAL ? CRITICAL : "");
        since.setText(AlarmWords.since(now, picture.at()));
        acted.setText(now.snoozedUntil().map(until -> "snoozed until " + Format.clock(until, ZoneId.systemDefault()))
                .orElse(AlarmWords.acted(now)));
        show(pause, now.canPause());
        show(cut, !now.subject().isEverything());
        show(undo, now.hasPaused());
        show(snooze, now.state() == AlarmState.ACTIVE);
        var name = Format.elide(now.subject().name(), LONGEST);
        pause.setText(paused ? "Resume " + name : "Pause " + name);
        pause.setGraphic((paused ? Icon.PLAY : Icon.PAUSE).node(14));
        pause.getStyleClass().remove("danger");
        if (!paused) {
            pause.getStyleClass().add("danger");
        }
        ack.setText(now.state() == AlarmState.ACTIVE ? "Acknowledge" : "Reopen");
    }

    private static void show(Node node, boolean shown) {
        if (node.isVisible() != shown || node.isManaged() != shown) {
            node.setVisible(shown);
            node.setManaged(shown);
        }
    }

    /// How it came and who is behind it.
    void show(AlarmsModel.Details details) {
        details.past().map(Past::chart).filter(next -> !next.equals(chart.data())).ifPresent(chart::setData);
        show(chart, details.past().isPresent());
        burners.getChildren().setAll(Styled.muted(details.burners().isEmpty() ? "nothing burns now" : "who burns"));
        details.burners().forEach(each -> burners.getChildren().add(line(each)));
        show(burners, alarm.kind().isVelocity() || alarm.kind() == Kind.LOOP);
        boolean any = chart.isVisible() || burners.isVisible();
        if (middle.isVisible() != any) {
            middle.setVisible(any);
        }
    }

    private Node line(Suspect suspect) {
        var name = TableColumns.elided(Styled.text(suspect.dimension().word() + " " + suspect.subject().name()));
        var rate = Styled.strong(alarm.kind() == Kind.SPEND_VELOCITY
                ? Money.perHour(suspect.picosPerMinute() * 60)
                : Format.tokens((double) suspect.tokensPerMinute()) + "/min");
        rate.setMinWidth(Region.USE_PREF_SIZE);
        var line = new HBox(8, name, gap(), rate);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    /// What the page's key for acknowledging acts on.
    Optional<AlarmView> loud() {
        return Optional.of(alarm).filter(AlarmView::isLoud);
    }
}
