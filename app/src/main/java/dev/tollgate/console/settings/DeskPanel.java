package dev.tollgate.console.settings;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Choice;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.Theme;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Notifications and appearance: of this machine alone, so no version is made of them.
final class DeskPanel {
    private static final double LABEL = 120;

    private final Panel panel;
    private final Choice<Theme> theme = new Choice<>(List.of(Theme.SYSTEM, Theme.LIGHT, Theme.DARK), DeskPanel::name);
    private final SettingsModel model;
    private final Host host;
    private final Label came = Styled.small("");

    DeskPanel(SettingsModel model, Host host) {
        this.model = model;
        this.host = host;
        theme.setValue(host.theme());
        theme.valueProperty().addListener((_, _, next) -> {
            if (next != host.theme()) {
                host.theme(next);
            }
        });
        var notify = new CheckBox("Desktop notifications of alarms");
        notify.setId("notifications");
        notify.setDisable(true);
        model.notificationsProperty().subscribe(on -> {
            notify.setDisable(on.isEmpty());
            on.ifPresent(notify::setSelected);
        });
        notify.setOnAction(_ -> {
            model.notifications(notify.isSelected());
            host.desktop().tell(notify.isSelected());
        });
        var words = Styled.small("while the window is hidden or behind another; alarms are on their page all the same");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        var content = new VBox(12, row("Theme", theme), row("Notifications", new VBox(4, notify, words, trying())));
        content.setPadding(new Insets(0, 12, 12, 12));
        panel = new Panel("This desk", content);
        panel.setNote("of this machine, no version is made");
    }

    private Node trying() {
        came.setWrapText(true);
        came.setMinHeight(Region.USE_PREF_SIZE);
        came.managedProperty().bind(came.textProperty().isNotEmpty());
        var show = Buttons.button("Show one now", () -> {}, "tg-row");
        show.setId("try-note");
        show.setOnAction(_ -> {
            show.setDisable(true);
            model.feed().act(() -> host.desktop().note("Tollgate: a test", "Alarms are told like this."), trouble -> {
                show.setDisable(false);
                say(trouble.orElse("The desktop took it."), trouble.isPresent());
            });
        });
        return new VBox(4, came, show);
    }

    private void say(String words, boolean trouble) {
        came.setText(words);
        came.getStyleClass().removeAll("tg-text-warning");
        if (trouble) {
            came.getStyleClass().add("tg-text-warning");
        }
    }

    Panel panel() {
        return panel;
    }

    /// The theme may have been changed by the rail meanwhile.
    void shown() {
        theme.setValue(host.theme());
        model.feed().query("settings-notes", host.desktop()::trouble,
                trouble -> trouble.ifPresent(words -> say(words, true)));
    }

    private static String name(Theme theme) {
        return switch (theme) {
            case SYSTEM -> "As the system";
            case LIGHT -> "Light";
            case DARK -> "Dark";
        };
    }

    private static HBox row(String name, Node control) {
        var label = Styled.strong(name);
        label.getStyleClass().add("tg-dense-text");
        label.setMinWidth(LABEL);
        label.setMinHeight(24);
        var row = new HBox(8, label, control);
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }
}
