package dev.tollgate.console.routes;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.gateway.config.Credential;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The keys of the provider in the editor: where each is kept and what it ends with, its limits, its place. A pasted one
/// is masked and never shown again.
final class KeyRows extends VBox {
    /// What the editor is told.
    interface Changed {
        void keys(List<ProviderDraft.Key> keys);
    }

    private static final int SHOWN = 4;
    private static final int LONG_ENOUGH = 12;
    /// Characters that fit beside the button in two lines.
    private static final int TWO_LINES = 80;

    private final ProvidersModel model;
    private final Changed changed;
    private final VBox rows = new VBox(6);
    private final Field<String> paste = Fields.secret("Add a key", "");
    private final HBox adding;
    private final String kept;
    private List<ProviderDraft.Key> keys = List.of();
    private int gone;
    private boolean readOnly;
    private int replacing = -1;
    private int limiting = -1;

    KeyRows(ProvidersModel model, Changed changed) {
        super(8);
        this.model = model;
        this.changed = changed;
        paste.control().setId("paste-key");
        kept = "Kept in " + model.keepingPlace() + ".";
        paste.setHint(kept);
        paste.lines(kept.length() > TWO_LINES ? 3 : 2);
        paste.doubted(KeyRows::doubt);
        var add = Buttons.button(Icon.PLUS, "Add", this::add);
        add.setId("add-key");
        add.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(paste, Priority.ALWAYS);
        var box = new VBox(add);
        box.setPadding(new Insets(18, 0, 0, 0));
        adding = new HBox(8, paste, box);
        getChildren().addAll(rows, adding);
        paste.control().addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                add();
                event.consume();
            }
        });
    }

    private static Optional<String> doubt(String text) {
        if (text.chars().anyMatch(Character::isWhitespace)) {
            return Optional.of("A key has no spaces. Was more than the key copied?");
        }
        return text.startsWith("tg-")
                ? Optional.of("This looks like a key of Tollgate; the provider's own is needed here.")
                : Optional.empty();
    }

    void setReadOnly(boolean locked) {
        readOnly = locked;
        adding.setVisible(!locked);
        adding.setManaged(!locked);
    }

    /// What is typed in the field and not yet added belongs to the draft too: nobody presses Add before Save.
    void takeTyped() {
        if (!paste.valid().orElse("").isEmpty()) {
            add();
        }
    }

    void show(ProviderDraft draft) {
        keys = draft.all();
        gone = draft.moved() ? 1 : 0;
        limiting = -1;
        askForOne();
        draw();
    }

    /// Another address: whether the kept keys stay behind.
    void moved(boolean left) {
        gone = left ? 1 : 0;
        draw();
    }

    private void add() {
        var typed = paste.valid().orElse("");
        if (typed.isEmpty()) {
            paste.control().requestFocus();
            return;
        }
        var next = new ArrayList<>(keys);
        if (replacing >= 0) {
            next.set(replacing, next.get(replacing).replaced(typed));
        } else {
            next.add(ProviderDraft.Key.pasted(typed));
        }
        askForOne();
        put(next);
    }

    private void askForOne() {
        replacing = -1;
        paste.start("");
        paste.setHint(kept);
    }

    private void put(List<ProviderDraft.Key> next) {
        keys = List.copyOf(next);
        draw();
        changed.keys(keys);
    }

    private void draw() {
        var nodes = new ArrayList<Node>();
        if (keys.isEmpty()) {
            nodes.add(Styled.muted("No key: calls go out without one."));
        }
        for (int i = 0; i < keys.size(); i++) {
            nodes.add(row(i, keys.get(i)));
            if (limiting == i) {
                nodes.add(limits(i, keys.get(i)));
            }
        }
        rows.getChildren().setAll(nodes);
    }

    private Node row(int place, ProviderDraft.Key key) {
        boolean left = gone > 0 && key.kept().isPresent();
        var number = Styled.strong(Integer.toString(place + 1));
        number.setMinWidth(14);
        var name = TableColumns.elided(Styled.text(left ? "stays behind" : words(key)));
        var limits = TableColumns.elided(Styled.small(left
                ? "it was for another address"
                : (key.kept().isEmpty() ? "not saved yet, " : "") + limits(key)));
        var text = new VBox(name, limits);
        text.setAlignment(Pos.CENTER_LEFT);
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        var row = new HBox(6, number, text);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("tg-key-row");
        if (left) {
            name.getStyleClass().add("tg-text-warning");
        } else if (key.kept().filter(s -> !model.place(s).problem().isEmpty()).isPresent()) {
            row.getChildren().add(1, Mark.WARNING.node());
        }
        if (!readOnly) {
            row.getChildren().addAll(buttons(place));
        }
        return row;
    }

    private List<Node> buttons(int place) {
        var up = Buttons.icon(Icon.CHEVRON_UP, "Use key " + (place + 1) + " earlier", () -> swap(place, place - 1),
                "flat", "tg-row");
        up.setDisable(place == 0);
        var down = Buttons.icon(Icon.CHEVRON_DOWN, "Use key " + (place + 1) + " later", () -> swap(place, place + 1),
                "flat", "tg-row");
        down.setDisable(place == keys.size() - 1);
        return List.of(up, down,
                Buttons.icon(Icon.SLOW, "Limits of key " + (place + 1), () -> limit(place), "flat", "tg-row"),
                Buttons.icon(Icon.SWAP, "Paste another key in place of key " + (place + 1), () -> replace(place),
                        "flat", "tg-row"),
                Buttons.icon(Icon.CLOSE, "Remove key " + (place + 1), () -> remove(place), "flat", "tg-row"));
    }

    private void swap(int from, int to) {
        var next = new ArrayList<>(keys);
        Collections.swap(next, from, to);
        put(next);
    }

    private void replace(int place) {
        replacing = place;
        paste.setHint("Paste what shall stand in place of key " + (place + 1) + ", then Add.");
        paste.control().requestFocus();
    }

    private void remove(int place) {
        var next = new ArrayList<>(keys);
        next.remove(place);
        limiting = -1;
        put(next);
    }

    private void limit(int place) {
        limiting = limiting == place ? -1 : place;
        draw();
    }

    private Node limits(int place, ProviderDraft.Key key) {
        var rpm = Fields.number("Calls a minute", "rpm", 1, Credential.MOST);
        var tpm = Fields.number("Tokens a minute", "tpm", 1, Credential.MOST);
        var parallel = Fields.number("At once", "parallel", 1, Credential.MOST);
        rpm.start(key.rpm());
        tpm.start(key.tpm());
        parallel.start(key.parallel());
        var row = new HBox(8, rpm, tpm, parallel);
        for (var field : List.of(rpm, tpm, parallel)) {
            HBox.setHgrow(field, Priority.ALWAYS);
            field.setPrefWidth(80);
            field.lines(2);
            field.onChange(() -> limited(place, rpm, tpm, parallel));
        }
        return row;
    }

    /// Without drawing anew: the field that is typed into would go.
    private void limited(int place, Field<OptionalLong> rpm, Field<OptionalLong> tpm, Field<OptionalLong> parallel) {
        if (rpm.valid().isPresent() && tpm.valid().isPresent() && parallel.valid().isPresent()) {
            var next = new ArrayList<>(keys);
            next.set(place, next.get(place).limited(rpm.value(), tpm.value(), parallel.value()));
            keys = List.copyOf(next);
            changed.keys(keys);
        }
    }

    private String words(ProviderDraft.Key key) {
        if (key.kept().isPresent()) {
            return model.place(key.kept().get()).words();
        }
        var secret = key.pasted();
        return "pasted" + (secret.length() < LONG_ENOUGH ? "" : " …" + secret.substring(secret.length() - SHOWN));
    }

    private static String limits(ProviderDraft.Key key) {
        var words = new ArrayList<String>();
        key.rpm().ifPresent(n -> words.add(n + " calls/min"));
        key.tpm().ifPresent(n -> words.add(n + " tokens/min"));
        key.parallel().ifPresent(n -> words.add(n + " at once"));
        return words.isEmpty() ? "no limit set" : String.join(", ", words);
    }
}
