package dev.tollgate.console.settings;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.gateway.backup.Restore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Asks which backup to restore; the file is looked at first, then what will happen is said, then it is done.
final class RestoreForm {
    private final SettingsModel model;
    private final BiConsumer<Path, Optional<char[]>> restore;
    private final Chosen file = new Chosen("Backup to restore", "what “Back up now” or tollgate backup wrote", false);
    private final Button look = Buttons.button("Look at it", this::look);
    private final VBox ask = new VBox(8);
    private final VBox node;

    /// What the file is: an error, or whether provider keys are in it and which of them are not.
    private record Seen(String wrong, boolean keys, List<String> leftOut) {}

    RestoreForm(SettingsModel model, BiConsumer<Path, Optional<char[]>> restore) {
        this.model = model;
        this.restore = restore;
        file.id("restore-file");
        look.setId("restore-look");
        Buttons.named(look, "Look at the backup before it is restored");
        ask.getStyleClass().add("tg-editor-notice");
        ask.managedProperty().bind(ask.visibleProperty());
        ask.setVisible(false);
        file.field().onChange(() -> ask.setVisible(false));
        node = new VBox(8, file, new HBox(look), ask);
    }

    Node node() {
        return node;
    }

    void open(Path backup) {
        file.field().setValue(backup.toString());
        look();
    }

    private void look() {
        file.path().ifPresent(path -> model.feed().query("settings-backup", () -> seen(path), seen -> say(path, seen)));
    }

    private static Seen seen(Path path) {
        try {
            return new Seen("", Restore.hasSecrets(path), Restore.leftOut(path));
        } catch (IOException unfit) {
            return new Seen(String.valueOf(unfit.getMessage()), false, List.of());
        }
    }

    private void say(Path path, Seen seen) {
        if (!seen.wrong().isEmpty()) {
            ask.getChildren().setAll(new HBox(8, Mark.WARNING.node(), Section.wrapped(seen.wrong())));
            ask.setVisible(true);
            return;
        }
        Field<String> phrase = Fields.secret("Passphrase of its provider keys", "empty: the keys in it are left out");
        var words = Section.wrapped("Calls that run are cut, then ledger, configuration and state are those of the"
                + " backup. What is here now is kept in before-restore, in the data folder.");
        var go = Buttons.button("Restore and reopen", () -> restore.accept(path, Optional.of(phrase.value())
                .filter(typed -> seen.keys() && !typed.isEmpty()).map(String::toCharArray)), "danger");
        go.setId("restore-go");
        var cancel = Buttons.button("Cancel", () -> ask.setVisible(false));
        ask.getChildren().setAll(new HBox(8, Mark.WARNING.node(), words));
        if (seen.keys()) {
            ask.getChildren().add(phrase);
        }
        seen.leftOut().forEach(each -> ask.getChildren().add(Section.wrapped("Not in it, since it could not be read"
                + " then: " + each + ".")));
        ask.getChildren().add(new HBox(8, go, cancel));
        ask.setVisible(true);
    }
}
