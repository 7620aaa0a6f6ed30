package dev.tollgate.console.fx;

import java.util.List;
import java.util.function.Function;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Control;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.StackPane;
import org.controlsfx.control.SegmentedButton;

/// Up to five options side by side (ranges: seven), exactly one chosen; clicking the chosen one keeps it.
///
/// @param <T> the options, compared with equals
public final class Choice<T> extends StackPane {
    private final ObjectProperty<T> value;
    private final List<T> options;
    private final List<ToggleButton> buttons;

    /// Starts with the first option.
    public Choice(List<T> options, Function<? super T, String> name) {
        this.options = List.copyOf(options);
        this.value = new SimpleObjectProperty<>(this, "value", options.getFirst());
        this.buttons = this.options.stream()
                .map(option -> button(option, name.apply(option)))
                .toList();
        var segments = new SegmentedButton();
        segments.getButtons().addAll(buttons);
        segments.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getStyleClass().add("tg-choice");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setMinWidth(USE_PREF_SIZE);
        getChildren().add(segments);
        value.addListener((_, _, _) -> show());
        show();
    }

    /// 24 px high instead of 28.
    public Choice<T> small() {
        getStyleClass().add("tg-row");
        return this;
    }

    /// For screen readers: what is chosen, said with each option.
    public Choice<T> named(String what) {
        setAccessibleText(what);
        buttons.forEach(button -> button.setAccessibleText(what + ": " + button.getText()));
        return this;
    }

    public ObjectProperty<T> valueProperty() {
        return value;
    }

    public T value() {
        return value.get();
    }

    public void setValue(T option) {
        value.set(option);
    }

    public List<T> options() {
        return options;
    }

    /// What takes the keyboard first.
    public Control focus() {
        return buttons.getFirst();
    }

    private ToggleButton button(T option, String name) {
        var button = new ToggleButton(name);
        button.setOnAction(_ -> {
            value.set(option);
            show();
        });
        return button;
    }

    private void show() {
        int chosen = options.indexOf(value.get());
        for (int i = 0; i < buttons.size(); i++) {
            buttons.get(i).setSelected(i == chosen);
        }
    }
}
