package dev.tollgate.console.shell;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.alarm.Severity;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The worst alarm that wants an eye, on every page, with what stops it.
final class AlarmBar extends HBox {
    private static final int LONGEST = 28;

    private final Stops stops;
    private final Label label = Styled.strong("");
    private final Button pause = Buttons.button(Icon.PAUSE, "Pause", this::pause, "danger", "tg-row");
    private final Button cut = Buttons.button(Icon.CUT, "Cut", this::cut, "tg-row");
    private Optional<AlarmView> shown = Optional.empty();

    AlarmBar(Stops stops, Places places) {
        super(8);
        this.stops = stops;
        getStyleClass().addAll("tg-banner", "danger");
        setAlignment(Pos.CENTER_LEFT);
        setId("alarm-banner");
        pause.setId("alarm-pause");
        cut.setId("alarm-cut");
        label.setWrapText(true);
        label.setMinSize(0, USE_PREF_SIZE);
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        var open = Buttons.button("Open alarms", () -> places.open(Places.Name.ALARMS, View.NOW), "tg-row");
        for (var button : List.of(pause, cut, open)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        getChildren().addAll(Mark.CRITICAL.node(), label, pause, cut, open);
    }

    private void pause() {
        shown.ifPresent(alarm -> stops.pause(alarm.subject().text()));
    }

    private void cut() {
        shown.ifPresent(alarm -> stops.cut(alarm.subject().text()));
    }

    void show(List<AlarmView> alarms, List<Pauses.Pause> pauses) {
        var loud = alarms.stream().filter(each -> each.isLoud() && each.severity() != Severity.INFO).toList();
        shown = shown.filter(_ -> isHover()).flatMap(held -> now(held, loud)).or(() -> worst(loud));
        setVisible(shown.isPresent());
        if (shown.isEmpty()) {
            return;
        }
        var alarm = shown.get();
        var more = loud.size() > 1 ? " · " + (loud.size() - 1) + " more" : "";
        var text = alarm.text() + more;
        if (!text.equals(label.getText())) {
            label.setText(text);
        }
        boolean stopped = pauses.stream().anyMatch(each -> each.subject().equals(alarm.subject().text()));
        var name = Format.elide(alarm.subject().name(), LONGEST);
        pause.setText(stopped ? name + " is paused" : "Pause " + name);
        pause.setDisable(stopped);
        for (var button : List.of(pause, cut)) {
            Banners.show(button, alarm.canPause());
        }
    }

    /// While the pointer is here it stays the same one: whoever is about to press Pause pauses whom they meant.
    private static Optional<AlarmView> now(AlarmView held, List<AlarmView> loud) {
        return loud.stream().filter(each -> each.id().equals(held.id())).findFirst();
    }

    /// The first of these, which are in order of severity; among equally severe ones what still goes on comes before what
    /// is about to end.
    private static Optional<AlarmView> worst(List<AlarmView> loud) {
        var first = loud.stream().findFirst();
        return loud.stream().filter(each -> each.severity() == first.get().severity() && each.value() >= each.limit())
                .findFirst().or(() -> first);
    }
}
