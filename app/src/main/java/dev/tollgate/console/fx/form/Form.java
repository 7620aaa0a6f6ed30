package dev.tollgate.console.fx.form;

import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Fields below or beside each other that are saved together: knows whether anything is changed and what is wrong first.
public final class Form extends VBox {
    private final List<Field<?>> fields = new ArrayList<>();
    private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper(this, "dirty");
    private final List<Runnable> listeners = new ArrayList<>();
    private final HBox lock = new HBox(8);
    private boolean readOnly;

    public Form() {
        super(8);
        getStyleClass().add("tg-form");
        lock.getStyleClass().addAll("tg-inset", "tg-form-lock");
        lock.setAlignment(Pos.TOP_LEFT);
        lock.setVisible(false);
        lock.managedProperty().bind(lock.visibleProperty());
        getChildren().add(lock);
    }

    /// A field over the whole width.
    public <T> Field<T> add(Field<T> field) {
        take(field);
        getChildren().add(field);
        return field;
    }

    /// Fields side by side, equally wide; their words have two lines.
    public Form row(Field<?>... together) {
        var row = new HBox(8, together);
        for (var field : together) {
            take(field.lines(2));
            HBox.setHgrow(field, Priority.ALWAYS);
            field.setPrefWidth(100);
            field.setMaxWidth(Double.MAX_VALUE);
        }
        getChildren().add(row);
        return this;
    }

    /// A heading above what follows, with an optional sentence.
    public Form section(String title, String words) {
        var heading = Styled.strong(title);
        var box = new VBox(2, heading);
        if (!words.isEmpty()) {
            box.getChildren().add(wrapped(words));
        }
        box.getStyleClass().add("tg-form-section");
        getChildren().add(box);
        return this;
    }

    /// Anything that is no field, such as a table of steps.
    public Form node(Node node) {
        getChildren().add(node);
        return this;
    }

    /// Counts a field that stands somewhere else, such as in a row of `node`.
    public <T> Field<T> take(Field<T> field) {
        fields.add(field);
        field.onChange(this::changed);
        field.dirtyProperty().addListener(_ -> reckon());
        reckon();
        return field;
    }

    /// No longer counted; the caller takes it off the screen.
    public void leave(Field<?> field) {
        fields.remove(field);
        reckon();
    }

    /// The first field with something wrong, in the order they were added; those that are not shown do not count.
    public Optional<Field<?>> firstError() {
        for (var field : fields) {
            if (shown(field) && field.errorProperty().get().isPresent()) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /// For Save: true where nothing is wrong, else all that is wrong is said and the first such field takes the keyboard.
    public boolean ready() {
        fields.forEach(Field::judge);
        var first = firstError();
        first.ifPresent(_ -> fields.forEach(Field::scold));
        first.ifPresent(Field::focus);
        return first.isEmpty();
    }

    /// The keyboard goes to the first field that can be changed.
    public void focusFirst() {
        fields.stream().filter(field -> !field.locked() && shown(field)).findFirst().ifPresent(Field::focus);
    }

    /// What is there now becomes where editing starts from.
    public void settle() {
        fields.forEach(Field::settle);
    }

    /// Back to where editing started.
    public void revert() {
        fields.forEach(Field::revert);
    }

    /// Something differs from where editing started.
    public ReadOnlyBooleanProperty dirtyProperty() {
        return dirty.getReadOnlyProperty();
    }

    /// Runs after every change of any field.
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /// With words: nothing can be changed, and they say why. Empty: everything can.
    public void setReadOnly(Optional<String> why) {
        lock.setVisible(why.isPresent());
        lock.getChildren().clear();
        why.ifPresent(words -> lock.getChildren().addAll(Icon.LOCK.node(14), grown(wrapped(words))));
        if (why.isPresent() || readOnly) {
            fields.forEach(field -> field.setLocked(why.isPresent()));
        }
        readOnly = why.isPresent();
    }

    private static Node grown(Node node) {
        HBox.setHgrow(node, Priority.ALWAYS);
        return node;
    }

    private static Node wrapped(String words) {
        var label = Styled.small(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static boolean shown(Node field) {
        for (Node at = field; at != null; at = at.getParent()) {
            if (!at.isVisible() || !at.isManaged()) {
                return at instanceof Form;
            }
            if (at instanceof Form) {
                return true;
            }
        }
        return true;
    }

    private void changed() {
        reckon();
        listeners.forEach(Runnable::run);
    }

    private void reckon() {
        dirty.set(fields.stream().anyMatch(field -> field.dirtyProperty().get()));
    }
}
