package dev.tollgate.console.settings;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.form.Check;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.gateway.backup.DailyCopies;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A copy of the home now, one each day by itself, and the way back to one of them.
final class BackupPanel {
    private static final int LEAST = 8;
    /// Days are written out, and to the minute.
    private static final Duration ANOTHER_DAY = Duration.ofDays(2);

    private final SettingsModel model;
    private final Places places;
    private final Host host;
    private final Panel panel = new Panel("Backup");
    private final Chosen file = new Chosen("Back up into", "ledger, configuration and state, while calls go on", true);
    private final Field<Boolean> withKeys = Fields.toggle("Provider keys", "", "Put them in, under a passphrase");
    private final Field<String> phrase = Fields.secret("Passphrase", "it is kept nowhere: without it the keys are lost")
            .checked(Check.that(typed -> typed.length() >= LEAST, "At least " + LEAST + " characters."));
    private final Form form = Section.tight(new Form());
    private final Button now = Buttons.button(Icon.DOWNLOAD, "Back up now", this::backup, "accent");
    private final CheckBox daily = new CheckBox("One copy a day by itself, keeping the newest");
    private final Field<OptionalLong> keep = Fields.number("Copies kept", "", 1, DailyCopies.MOST)
            .checked(Check.that(OptionalLong::isPresent, "1 to " + DailyCopies.MOST + "."));
    private final VBox copies = new VBox(4);
    private final Label trouble = Section.wrapped("");
    /// Why the last backup was not made, or not with every key; it stays until the next try.
    private final Label refusal = Section.wrapped("");
    private final RestoreForm restore;

    BackupPanel(SettingsModel model, Places places, Host host) {
        this.model = model;
        this.places = places;
        this.host = host;
        this.restore = new RestoreForm(model, this::restore);
        form.take(file.field());
        form.node(file);
        form.add(withKeys);
        form.add(phrase);
        phrase.visibleProperty().set(false);
        phrase.managedProperty().bind(phrase.visibleProperty());
        withKeys.onChange(() -> phrase.setVisible(withKeys.valid().orElse(false)));
        form.node(new HBox(now));
        form.node(alert(refusal));
        form.section("Automatic", "in the data folder, so for mistakes rather than for a broken disk");
        form.node(automatic());
        form.node(copies);
        form.node(alert(trouble));
        form.section("Restore", "from a file; the home of now stands aside until it has succeeded");
        form.node(restore.node());
        file.id("backup-file");
        now.setId("backup-now");
        file.start("tollgate-" + LocalDate.ofInstant(model.feed().gateway().time().instant(),
                ZoneId.systemDefault()) + ".zip");
        panel.setContent(form);
        model.copiesProperty().subscribe(found -> found.ifPresent(this::show));
    }

    /// There while it says something.
    private static Label alert(Label words) {
        words.getStyleClass().add("tg-text-danger");
        words.managedProperty().bind(words.visibleProperty());
        words.visibleProperty().bind(words.textProperty().isNotEmpty());
        return words;
    }

    Panel panel() {
        return panel;
    }

    private HBox automatic() {
        daily.setId("daily-copies");
        daily.setMinHeight(28);
        keep.setMaxWidth(90);
        keep.setMinWidth(90);
        keep.getChildren().removeFirst();
        daily.setOnAction(_ -> change());
        keep.onChange(() -> keep.valid().ifPresent(_ -> change()));
        daily.setMinWidth(0);
        var row = new HBox(8, daily, keep);
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }

    private void change() {
        keep.valid().ifPresent(count -> {
            var wanted = new DailyCopies.Settings(daily.isSelected(), (int) count.orElse(1));
            if (model.copiesProperty().get().filter(state -> state.settings().equals(wanted)).isEmpty()) {
                model.daily(wanted, this::failed);
            }
        });
    }

    private void failed(Outcome outcome) {
        if (outcome instanceof Outcome.Failed(var words)) {
            places.toast(words, List.of());
        }
    }

    private void show(DailyCopies.State state) {
        daily.setSelected(state.settings().on());
        if (!keep.control().isFocused()) {
            keep.start(OptionalLong.of(state.settings().keep()));
        }
        trouble.setText(state.trouble());
        copies.getChildren().setAll(state.copies().stream().map(this::row).toList());
        if (state.copies().isEmpty()) {
            copies.getChildren().setAll(Styled.muted("none yet; the first is made a few minutes after the start"));
        }
    }

    private HBox row(DailyCopies.Copy copy) {
        var name = Styled.mono(String.valueOf(copy.file().getFileName()));
        name.setMinWidth(Region.USE_PREF_SIZE);
        var size = Styled.muted(Folder.size(copy.bytes()) + ", "
                + Format.time(copy.made(), copy.made().plus(ANOTHER_DAY), ZoneId.systemDefault()));
        size.setMinWidth(0);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var back = Buttons.named(Buttons.button("Restore …", () -> restore.open(copy.file()), "tg-row"),
                "Restore " + copy.file().getFileName());
        back.setMinWidth(Region.USE_PREF_SIZE);
        var row = new HBox(8, name, size, gap, back);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void backup() {
        boolean keys = withKeys.valid().orElse(false);
        if (!form.ready()) {
            return;
        }
        var target = file.path().orElseThrow();
        now.setDisable(true);
        refusal.setText("");
        now.setText("Backing up …");
        model.backup(target, keys ? Optional.of(phrase.value().toCharArray()) : Optional.empty(), outcome -> {
            now.setDisable(false);
            now.setText("Back up now");
            switch (outcome) {
                case Outcome.Done(var words) -> {
                    phrase.start("");
                    withKeys.start(false);
                    phrase.setVisible(false);
                    places.toast(words, List.of());
                }
                case Outcome.Failed(var words) -> refusal.setText(words);
                case Outcome.Wrong(var _),Outcome.Stale() -> refusal.setText("The backup was not made.");
            }
        });
    }

    private void restore(Path backup, Optional<char[]> passphrase) {
        host.restore(backup, passphrase);
    }
}
