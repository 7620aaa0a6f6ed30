package dev.tollgate.console.settings;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.console.fx.form.SideEditor;
import dev.tollgate.gateway.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A panel with one part of the configuration: Save (Shortcut+S too) and Discard while something is typed, and a notice
/// where somebody else changed the same meanwhile or the engine refuses.
///
/// @param <T> the part's value
final class Section<T> {
    private final SettingsModel model;
    private final Places places;
    private final Part<T> part;
    private final Form form;
    private final Panel panel;
    private final VBox notice = new VBox(6);
    private final Button save = Buttons.button("Save", this::save, "accent");
    private T base;

    /// @param form has the part's fields already
    Section(String title, SettingsModel model, Places places, Part<T> part, Form form) {
        this.model = model;
        this.places = places;
        this.part = part;
        this.form = form;
        this.base = part.of(model.configProperty().get());
        panel = new Panel(title, new VBox(notice, tight(form)));
        part.start(base);
        notice.getStyleClass().add("tg-editor-notice");
        notice.managedProperty().bind(notice.visibleProperty());
        notice.setVisible(false);
        Buttons.named(save, "Save " + title);
        save.setId("save-" + title.toLowerCase(Locale.ROOT).replace(' ', '-'));
        form.dirtyProperty().addListener(_ -> foot());
        panel.addEventHandler(KeyEvent.KEY_PRESSED, this::keyed);
        form.setReadOnly(model.file().map(file -> "The configuration comes from " + file
                + ". Change it there; it is taken over when the file is saved."));
        model.configProperty().addListener((_, _, next) -> changed(part.of(next)));
    }

    Panel panel() {
        return panel;
    }

    private void foot() {
        if (form.dirtyProperty().get()) {
            var gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            var discard = Buttons.button("Discard", this::discard);
            var live = Styled.small("takes effect at once, no restart");
            live.setMinWidth(0);
            panel.withFooter(live, gap, discard, save);
        } else {
            panel.withFooter();
        }
    }

    private void discard() {
        base = part.of(model.configProperty().get());
        part.start(base);
        hide();
    }

    /// The configuration in force has changed, by this window or by somebody else.
    private void changed(T next) {
        if (next.equals(base)) {
            return;
        }
        if (!form.dirtyProperty().get()) {
            base = next;
            part.start(next);
            hide();
            return;
        }
        var theirs = Buttons.button("Take theirs", this::discard);
        var mine = Buttons.button("Keep mine", () -> {
            base = next;
            part.rebase(next);
            hide();
        });
        say("Changed meanwhile by somebody else: " + difference(base, next)
                + ". What you typed is still here and not saved.", theirs, mine);
    }

    /// `Port 4100 → 4200, Allowed host names none → gateway.lan`.
    private String difference(T before, T after) {
        var was = part.words(before);
        var is = part.words(after);
        var changes = new ArrayList<String>();
        for (int i = 0; i < was.size(); i++) {
            if (!was.get(i).equals(is.get(i))) {
                changes.add(part.settings().get(i).field().name() + " " + some(was.get(i)) + " → " + some(is.get(i)));
            }
        }
        return changes.isEmpty() ? "something that is not shown here" : String.join(", ", changes);
    }

    private static String some(String words) {
        return words.isEmpty() ? "none" : words;
    }

    private void save() {
        if (!form.ready()) {
            return;
        }
        T wanted = part.typed();
        T seen = base;
        save.setDisable(true);
        model.save(config -> part.into(config, wanted), now -> part.of(now).equals(seen),
                outcome -> done(outcome, wanted));
    }

    private void keyed(KeyEvent event) {
        if (SideEditor.SAVE.match(event)) {
            if (form.dirtyProperty().get() && !save.isDisabled()) {
                save();
            }
            event.consume();
        }
    }

    private void done(Outcome outcome, T wanted) {
        save.setDisable(false);
        switch (outcome) {
            case Outcome.Done(var words) -> {
                hide();
                base = wanted;
                form.settle();
                places.toast(words, List.of());
            }
            case Outcome.Wrong(var problems) -> refused(problems);
            case Outcome.Stale() -> changed(part.of(model.configProperty().get()));
            case Outcome.Failed(var words) -> say(words);
        }
    }

    private void refused(List<Problem> problems) {
        say(problems.stream().map(problem -> Setting.sentence(problem.message())).collect(Collectors.joining(" ")));
        for (var problem : problems) {
            part.settings().stream().filter(setting -> setting.at(problem.path())).findFirst()
                    .ifPresent(setting -> setting.refuse(problem.message()));
        }
        form.ready();
    }

    private void say(String words, Node... choices) {
        var text = wrapped(words);
        var line = new HBox(8, Mark.WARNING.node(), text);
        notice.getChildren().setAll(line);
        if (choices.length > 0) {
            notice.getChildren().add(new HBox(8, choices));
        }
        notice.setVisible(true);
    }

    private void hide() {
        notice.setVisible(false);
        notice.getChildren().clear();
    }

    /// In line with its panel's title.
    static Form tight(Form form) {
        form.setStyle("-fx-padding: 0 12px 12px 12px;");
        return form;
    }

    /// Never cut off: as many lines as it takes.
    static Label wrapped(String words) {
        var text = Styled.text(words);
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        return text;
    }
}
