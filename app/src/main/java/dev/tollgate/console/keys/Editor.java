package dev.tollgate.console.keys;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.console.fx.form.SideEditor;
import dev.tollgate.gateway.control.Applied;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What the editors of keys and budgets share: one entry opened as it stood, saved only if it still stands so, and the
/// difference shown where somebody else was faster.
///
/// @param <E> the entry
abstract class Editor<E> {
    private final SideEditor pane = new SideEditor();
    private final Runnable away;
    private Optional<E> opened = Optional.empty();
    private Optional<E> theirs = Optional.empty();
    private boolean shown;
    private boolean gone;

    /// @param away the editor was closed
    Editor(Runnable away) {
        this.away = away;
        pane.setOnClose(this::close);
        pane.setOnSave(this::save);
    }

    SideEditor pane() {
        return pane;
    }

    /// Empty while a new one is made.
    Optional<E> opened() {
        return opened;
    }

    boolean isShown() {
        return shown;
    }

    /// Something was typed that is not saved.
    boolean isDirty() {
        return shown && forms().stream().anyMatch(form -> form.dirtyProperty().get());
    }

    /// Begins with this entry, or a new one.
    void begin(Optional<E> entry) {
        opened = entry;
        theirs = Optional.empty();
        gone = false;
        shown = true;
        pane.clearNotice();
        pane.setBusy(false);
        pane.setSaveText(entry.isPresent() ? "Save" : "Create");
    }

    void close() {
        shown = false;
        opened = Optional.empty();
        away.run();
    }

    /// Looks whether the entry still stands as it was opened.
    void look() {
        if (!shown || opened.isEmpty() || gone) {
            return;
        }
        var now = current(opened.get());
        if (now.isEmpty()) {
            gone = true;
            pane.setNotice("This was deleted meanwhile. What is typed here cannot be saved any more.",
                    Buttons.button("Close", this::close, "tg-row"));
        } else if (!now.equals(opened) && !now.equals(theirs)) {
            changed(now.get());
        }
    }

    private void changed(E now) {
        if (!isDirty()) {
            opened = Optional.of(now);
            start(now);
            return;
        }
        theirs = Optional.of(now);
        var words = opened.map(before -> difference(before, now)).filter(text -> !text.isEmpty()).orElse("its order");
        pane.setNotice("Changed elsewhere since you opened it: " + words + ".",
                Buttons.button("Take theirs", () -> take(now), "tg-row"),
                Buttons.button("Keep mine", () -> keep(now), "tg-row"));
    }

    private void take(E now) {
        begin(Optional.of(now));
        start(now);
    }

    /// What was typed here stays, what was not follows them.
    private void keep(E now) {
        begin(Optional.of(now));
        rebase(now);
    }

    private void save() {
        for (var form : forms()) {
            if (form.firstError().isPresent()) {
                reveal(form);
                form.ready();
                return;
            }
        }
        if (opened.isPresent() && !isDirty()) {
            close();
            return;
        }
        pane.setBusy(true);
        store(this::saved);
    }

    private void saved(Applied outcome) {
        pane.setBusy(false);
        var refusal = Acts.refusal(outcome);
        if (refusal.isEmpty()) {
            close();
            return;
        }
        pane.setNotice(refusal.get());
        look();
    }

    /// Says so where another entry is asked for while this one has changes.
    void insist(String name) {
        pane.setNotice(name + " has changes that are not saved.",
                Buttons.button("Discard them", this::close, "tg-row"));
    }

    /// In the order they are checked.
    abstract List<Form> forms();

    /// Brings a form into view.
    abstract void reveal(Form form);

    abstract void start(E entry);

    abstract void rebase(E entry);

    abstract Optional<E> current(E entry);

    abstract String difference(E before, E after);

    abstract void store(Consumer<Applied> then);
}
