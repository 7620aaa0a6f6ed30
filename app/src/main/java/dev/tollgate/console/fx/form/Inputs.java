package dev.tollgate.console.fx.form;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Choice;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Named;
import java.util.List;
import java.util.function.Function;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.StackPane;
import org.controlsfx.control.CheckComboBox;
import org.controlsfx.control.SearchableComboBox;

/// The controls behind the fields.
final class Inputs {
    private Inputs() {}

    static <T> Input<T> line(Function<String, Read<T>> read, Function<T, String> print) {
        var field = new TextField();
        return typed(field, field, read, print);
    }

    static <T> Input<T> area(int rows, Function<String, Read<T>> read, Function<T, String> print) {
        var area = new TextArea();
        area.setPrefRowCount(rows);
        area.setWrapText(true);
        return typed(area, area, read, print);
    }

    /// Masked, or plain while the eye is pressed in.
    static Input<String> secret() {
        var masked = new PasswordField();
        var plain = new TextField();
        var eye = new ToggleButton("", Icon.EYE.node(14));
        plain.textProperty().bindBidirectional(masked.textProperty());
        plain.promptTextProperty().bind(masked.promptTextProperty());
        plain.editableProperty().bind(masked.editableProperty());
        plain.accessibleTextProperty().bind(masked.accessibleTextProperty());
        for (var field : List.of(masked, plain)) {
            field.setPadding(new Insets(0, 30, 0, 8));
        }
        plain.visibleProperty().bind(eye.selectedProperty());
        masked.visibleProperty().bind(eye.selectedProperty().not());
        eye.getStyleClass().addAll("flat", "tg-row", "tg-square");
        Buttons.named(eye, "Show what is typed");
        var box = new StackPane(masked, plain, eye);
        StackPane.setAlignment(eye, Pos.CENTER_RIGHT);
        StackPane.setMargin(eye, new Insets(0, 2, 0, 0));
        return typed(box, masked, text -> Read.good(text.strip()), text -> text);
    }

    private static <T> Input<T> typed(Node node, TextInputControl field, Function<String, Read<T>> read,
            Function<T, String> print) {
        return new Input<>(node, field, () -> read.apply(field.getText()), value -> field.setText(print.apply(value)),
                changed -> field.textProperty().addListener(_ -> changed.run()),
                locked -> field.setEditable(!locked));
    }

    static <T> Input<T> choice(String label, List<T> options, Function<? super T, String> name) {
        var choice = new Choice<T>(options, name).named(label);
        return new Input<>(choice, choice.focus(), () -> Read.good(choice.value()), choice::setValue,
                changed -> choice.valueProperty().addListener(_ -> changed.run()), choice::setDisable);
    }

    static <T> Input<T> combo(List<T> options, Function<? super T, String> name) {
        ComboBox<T> combo = options.size() > 8 ? new SearchableComboBox<>() : new ComboBox<>();
        combo.getItems().setAll(options);
        combo.setConverter(new Named<>(name));
        combo.setValue(options.getFirst());
        combo.setMaxWidth(Double.MAX_VALUE);
        return new Input<>(combo, combo, () -> read(combo), combo::setValue,
                changed -> combo.valueProperty().addListener(_ -> changed.run()), combo::setDisable);
    }

    private static <T> Read<T> read(ComboBox<T> combo) {
        var value = combo.getValue();
        return value == null ? Read.wrong("Choose one.") : Read.good(value);
    }

    static <T> Input<List<T>> checks(List<T> options, String none, Function<? super T, String> name) {
        var box = new CheckComboBox<T>();
        box.getItems().setAll(options);
        box.setConverter(new Named<>(name));
        box.setMaxWidth(Double.MAX_VALUE);
        box.setTitle(none);
        ListChangeListener<T> retitle = _ -> box.setTitle(title(box, none, name));
        box.getCheckModel().getCheckedItems().addListener(retitle);
        return new Input<>(box, box, () -> Read.good(checked(box)), values -> check(box, values),
                changed -> box.getCheckModel().getCheckedItems()
                        .addListener((ListChangeListener<T>) _ -> changed.run()),
                box::setDisable);
    }

    private static <T> List<T> checked(CheckComboBox<T> box) {
        return box.getItems().stream().filter(box.getCheckModel()::isChecked).toList();
    }

    /// What is chosen already but offered no more stays, so that it can be seen and taken away.
    private static <T> void check(CheckComboBox<T> box, List<T> values) {
        values.stream().filter(value -> !box.getItems().contains(value)).forEach(box.getItems()::add);
        box.getCheckModel().clearChecks();
        values.forEach(box.getCheckModel()::check);
    }

    private static <T> String title(CheckComboBox<T> box, String none, Function<? super T, String> name) {
        var names = checked(box).stream().map(name).toList();
        if (names.isEmpty()) {
            return none;
        }
        return names.size() <= 3 ? String.join(", ", names) : names.size() + " of " + box.getItems().size();
    }

    static Input<Boolean> toggle(String words) {
        var box = new CheckBox(words);
        box.setMinHeight(28);
        return new Input<>(box, box, () -> Read.good(box.isSelected()), box::setSelected,
                changed -> box.selectedProperty().addListener(_ -> changed.run()), box::setDisable);
    }
}
