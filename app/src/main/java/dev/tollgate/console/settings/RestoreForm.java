package dev.tollgate.console.settings;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.gateway.backup.Contents;
import dev.tollgate.gateway.backup.Restore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Asks which backup to restore; the file is looked at first, then what will happen is said, then it is done.
final class RestoreForm {
    /// Days are written out, and to the minute.
    private static final Duration ANOTHER_DAY = Duration.ofDays(2);

    private final SettingsModel model;
    private final BiConsumer<Path, Optional<char[]>> restore;
    private final Chosen file = new Chosen("Backup to restore", "what “Back up now” or tollgate backup wrote", false);
    private final Button look = Buttons.button("Look at it", this::look);
    private final VBox ask = new VBox(8);
    private final VBox node;

    /// What the file is.
    private sealed interface Seen {
        record Backup(Contents contents) implements Seen {}

        record Wrong(String words) implements Seen {}
    }

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
        file.field().setValue(Chosen.said(backup));
        look();
    }

    private void look() {
        file.path().ifPresent(path -> model.feed().query("settings-backup", () -> seen(path), seen -> say(path, seen)));
    }

    private static Seen seen(Path path) {
        try {
            return new Seen.Backup(Restore.contents(path));
        } catch (IOException unfit) {
            return new Seen.Wrong(String.valueOf(unfit.getMessage()));
        }
    }

    private void say(Path path, Seen seen) {
        switch (seen) {
            case Seen.Wrong(var words) -> ask.getChildren().setAll(warning(words));
            case Seen.Backup(var contents) -> offer(path, contents);
        }
        ask.setVisible(true);
    }

    private static HBox warning(String words) {
        return new HBox(8, Mark.WARNING.node(), Section.wrapped(words));
    }

    private void offer(Path path, Contents contents) {
        Field<String> phrase = Fields.secret("Passphrase of its provider keys", "empty: the keys in it are left out");
        phrase.control().setId("restore-phrase");
        var go = Buttons.button("Restore and reopen", () -> {}, "danger");
        go.setId("restore-go");
        var refused = new VBox();
        go.setOnAction(_ -> check(path, Optional.of(phrase.value())
                .filter(typed -> contents.withSecrets() && !typed.isEmpty()), go, refused));
        ask.getChildren().setAll(Section.wrapped(facts(contents)),
                warning("Calls that run are cut, then ledger, configuration and state are those of the"
                        + " backup. What is here now is kept in before-restore, in the data folder."));
        if (contents.withSecrets()) {
            ask.getChildren().add(phrase);
        }
        contents.leftOut().forEach(each -> ask.getChildren().add(Section.wrapped("Not in it, since it could not be"
                + " read then: " + each + ".")));
        ask.getChildren().addAll(refused,
                new HBox(8, go, Buttons.button("Cancel", () -> ask.setVisible(false))));
    }

    private static String facts(Contents contents) {
        var made = Format.time(contents.made(), contents.made().plus(ANOTHER_DAY), ZoneId.systemDefault());
        var held = contents.entries();
        return "Made " + made + " by Tollgate " + contents.tollgate() + (held.isEmpty()
                ? ""
                : ", with " + Format.count(held.getAsLong()) + (held.getAsLong() == 1 ? " request" : " requests"))
                + (contents.withSecrets() ? ". Provider keys are in it." : ". No provider keys are in it.");
    }

    /// Only what will succeed closes the window's home.
    private void check(Path path, Optional<String> phrase, Button go, VBox refused) {
        refused.getChildren().clear();
        go.setDisable(true);
        go.setText("Checking …");
        model.check(path, phrase.map(String::toCharArray), why -> {
            go.setDisable(false);
            go.setText("Restore and reopen");
            if (!ask.isVisible() || !ask.getChildren().contains(refused)) {
                return; // another file was chosen meanwhile
            }
            why.ifPresentOrElse(words -> refused.getChildren().setAll(warning(words)),
                    () -> restore.accept(path, phrase.map(String::toCharArray)));
        });
    }
}
