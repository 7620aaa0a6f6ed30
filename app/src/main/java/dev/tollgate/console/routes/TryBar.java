package dev.tollgate.console.routes;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.form.Read;
import dev.tollgate.console.fx.form.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;

/// A typed call for the dry run: key, model, size.
final class TryBar {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("danger");
    private static final String ANY = "any key";

    private final ExplainModel model;
    private final ComboBox<String> key = new ComboBox<>();
    private final ComboBox<String> name = new ComboBox<>();
    private final TextField size = new TextField("2k");

    TryBar(ExplainModel model) {
        this.model = model;
        key.setId("try-key");
        key.setAccessibleText("Key of the call to explain");
        key.setPrefWidth(124);
        key.setMinWidth(72);
        key.setOnShowing(_ -> fill());
        name.setId("try-model");
        name.setAccessibleText("Model of the call to explain");
        name.setEditable(true);
        name.setPrefWidth(150);
        name.setMinWidth(84);
        name.setOnShowing(_ -> fill());
        size.setId("try-size");
        size.setAccessibleText("Input tokens of the call to explain");
        size.setPrefWidth(60);
        size.setMinWidth(52);
        size.textProperty().addListener(_ -> size.pseudoClassStateChanged(WRONG, input().isEmpty()));
        size.setOnAction(_ -> explain());
        key.setValue(ANY);
        fill();
    }

    List<Node> nodes() {
        return List.of(label("Try"), muted("key"), key, muted("model"), name, muted("in"), size,
                whole(Buttons.button("Explain", this::explain, "accent")));
    }

    private static Label label(String text) {
        var label = Styled.strong(text);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Label muted(String text) {
        var label = Styled.muted(text);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Node whole(Region button) {
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    /// What there is to choose; what was chosen stays.
    void fill() {
        var keys = new ArrayList<>(List.of(ANY));
        keys.addAll(model.keys());
        var chosenKey = key.getValue();
        if (!keys.equals(key.getItems())) {
            key.getItems().setAll(keys);
            boolean known = !ANY.equals(chosenKey) && keys.contains(chosenKey);
            key.setValue(known ? chosenKey : model.suited().orElse(ANY));
        }
        var typed = name.getEditor().getText();
        var names = model.models();
        if (!names.equals(name.getItems())) {
            name.getItems().setAll(names);
        }
        if (typed.isEmpty()) {
            model.proposed().or(() -> names.stream().findFirst()).ifPresent(name::setValue);
        } else {
            name.setValue(typed);
        }
    }

    /// The chosen route is what is most likely meant.
    void propose(String route) {
        if (route.indexOf('*') < 0) {
            name.setValue(route);
        }
    }

    private OptionalLong input() {
        return Texts.whole(size.getText()) instanceof Read.Good<OptionalLong>(var tokens)
                ? tokens
                : OptionalLong.empty();
    }

    void explain() {
        var tokens = input();
        var asked = name.getEditor().getText().strip();
        if (tokens.isEmpty()) {
            size.requestFocus();
        } else if (asked.isEmpty()) {
            name.requestFocus();
        } else {
            var chosen = key.getValue();
            model.typed(chosen == null || chosen.equals(ANY) ? "" : chosen, asked, tokens.getAsLong());
        }
    }
}
