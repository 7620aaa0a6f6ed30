package dev.tollgate.console.fx.form;

import dev.tollgate.console.fx.Styled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A label, a control, and below it one line of words that is always there: the hint, or what is wrong as soon as it is
/// typed, so that nothing moves. What nobody has touched is not scolded until Save is pressed.
///
/// Made by [Fields].
///
/// @param <T> what is edited
public final class Field<T> extends VBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("danger");
    private static final PseudoClass DOUBTED = PseudoClass.getPseudoClass("warning");

    private final String name;
    private final Input<T> input;
    private final Label words = Styled.small("");
    private final Tooltip whole = new Tooltip();
    private final List<Check<? super T>> checks = new ArrayList<>();
    private final List<Check<? super T>> doubts = new ArrayList<>();
    private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper(this, "dirty");
    private final ReadOnlyObjectWrapper<Optional<String>> error =
            new ReadOnlyObjectWrapper<>(this, "error", Optional.empty());
    private final List<Runnable> listeners = new ArrayList<>();
    private String hint;
    private Read<T> start;
    private Read<T> now;
    private boolean touched;
    private boolean locked;

    Field(String name, String hint, Input<T> input) {
        super(2);
        this.name = name;
        this.hint = hint;
        this.input = input;
        this.start = input.read().get();
        this.now = start;
        getStyleClass().add("tg-field");
        var title = Styled.strong(name);
        title.getStyleClass().add("tg-dense-text");
        title.setLabelFor(input.focus());
        words.getStyleClass().add("tg-field-words");
        words.setMaxWidth(Double.MAX_VALUE);
        setMinWidth(0);
        VBox.setVgrow(input.node(), Priority.ALWAYS);
        getChildren().addAll(title, input.node(), words);
        if (!(input.focus() instanceof ToggleButton)) {
            input.focus().setAccessibleText(name);
        }
        input.onChange().accept(this::changed);
        judge();
    }

    /// Also wrong when this check says so; the first that does is shown.
    public Field<T> checked(Check<? super T> check) {
        checks.add(check);
        judge();
        return this;
    }

    /// Shown in amber where nothing is wrong; Save goes through.
    public Field<T> doubted(Check<? super T> doubt) {
        doubts.add(doubt);
        judge();
        return this;
    }

    /// Reserves room for words of this many lines.
    ///
    /// @param count 1 to 4
    public Field<T> lines(int count) {
        // in em of its own text, 15 px where that is 11
        var high = String.format(Locale.ROOT, "%.2fem", 1.36 * count);
        words.setStyle("-fx-min-height: " + high + "; -fx-pref-height: " + high + ";");
        words.setWrapText(count > 1);
        return this;
    }

    public String name() {
        return name;
    }

    /// What takes the keyboard, for prompts, widths and ids.
    public Control control() {
        return input.focus();
    }

    /// What is meant; empty while it is wrong.
    public Optional<T> valid() {
        return now instanceof Read.Good<T>(var value) && error.get().isEmpty() ? Optional.of(value) : Optional.empty();
    }

    /// What is meant, for after `Form.ready`.
    ///
    /// @throws IllegalStateException while it is wrong
    public T value() {
        return valid().orElseThrow(() -> new IllegalStateException(name + " is not valid"));
    }

    /// As if typed: the field then counts as changed if it differs from where it started.
    public void setValue(T value) {
        input.write().accept(value);
        changed();
    }

    /// Where editing starts from: neither changed nor scolded.
    public void start(T value) {
        input.write().accept(value);
        settle();
    }

    /// Somebody else changed where editing started from: what was typed here stays, what was not follows.
    public void rebase(T value) {
        if (dirty.get()) {
            start = Read.good(value);
            judge();
        } else {
            start(value);
        }
    }

    /// What is there now becomes where editing starts from.
    public void settle() {
        start = input.read().get();
        touched = false;
        judge();
    }

    /// Back to where editing started; of a text that was no value there, to what it is.
    public void revert() {
        if (start instanceof Read.Good<T>(var value)) {
            start(value);
        }
    }

    public void setHint(String text) {
        hint = text;
        judge();
    }

    /// Reads and checks again, where that looks at more than this field.
    public void judge() {
        now = input.read().get();
        error.set(wrong());
        dirty.set(!now.equals(start));
        say();
    }

    /// Wrong or not, in words, also where it is not shown yet.
    public ReadOnlyObjectProperty<Optional<String>> errorProperty() {
        return error.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty dirtyProperty() {
        return dirty.getReadOnlyProperty();
    }

    /// Runs after every change and every judgement that follows from it.
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /// Readable, selectable where it is text, not to be changed.
    public void setLocked(boolean lock) {
        locked = lock;
        input.lock().accept(lock);
    }

    boolean locked() {
        return locked;
    }

    /// Shows what is wrong although nobody typed here.
    void scold() {
        touched = true;
        say();
    }

    /// The keyboard goes here; the form must be in a window, and styled.
    public void focus() {
        input.focus().requestFocus();
    }

    private void changed() {
        touched = true;
        judge();
        listeners.forEach(Runnable::run);
    }

    private Optional<String> wrong() {
        return switch (now) {
            case Read.Wrong<T>(var why) -> Optional.of(why);
            case Read.Good<T>(var value) -> first(checks, value);
        };
    }

    private void say() {
        var wrong = touched ? error.get() : Optional.<String>empty();
        var doubt = wrong.isEmpty() && now instanceof Read.Good<T>(var value)
                ? first(doubts, value)
                : Optional.<String>empty();
        var text = wrong.or(() -> doubt).orElse(hint);
        words.setText(text);
        whole.setText(text);
        words.setTooltip(text.length() > 40 ? whole : null);
        words.pseudoClassStateChanged(WRONG, wrong.isPresent());
        words.pseudoClassStateChanged(DOUBTED, doubt.isPresent());
        input.focus().pseudoClassStateChanged(WRONG, wrong.isPresent());
        input.focus().setAccessibleHelp(text);
    }

    private static <T> Optional<String> first(List<Check<? super T>> checks, T value) {
        return checks.stream().flatMap(check -> check.wrong(value).stream()).findFirst();
    }
}
