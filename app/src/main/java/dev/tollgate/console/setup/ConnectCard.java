package dev.tollgate.console.setup;

import static dev.tollgate.console.setup.StepCard.line;
import static dev.tollgate.console.setup.StepCard.onlyWhile;
import static dev.tollgate.console.setup.StepCard.whole;

import dev.tollgate.console.feed.Snippets;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Styled;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Step 2: a key of one's own with a cap, what to paste into a client, and what guards the home.
final class ConnectCard {
    private static final double TABS = 32;
    private static final double TAB = 28;

    private final SetupModel model;
    private final StepCard card = new StepCard(2, "Connect a client");
    private final TabPane tabs = new TabPane();
    private final Label code = Styled.mono("");
    private final BooleanProperty editing = new SimpleBooleanProperty();
    private final TextField cap = new TextField();

    ConnectCard(SetupModel model) {
        this.model = model;
        var ready = Bindings.createBooleanBinding(() -> !model.snippetsProperty().get().isEmpty(),
                model.snippetsProperty());
        tabs.getStyleClass().add("tg-tabs");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.setTabMinHeight(TAB);
        tabs.setTabMaxHeight(TAB);
        tabs.setMinHeight(TABS);
        tabs.setMaxHeight(TABS);
        tabs.setAccessibleText("Clients");
        tabs.getSelectionModel().selectedIndexProperty().addListener(_ -> showCode());
        card.with(onlyWhile(tabs, ready), onlyWhile(snippet(), ready),
                new VBox(4, onlyWhile(masked(), ready), problem(), guards()));
        model.snippetsProperty().subscribe(this::show);
        model.keyProblemProperty().subscribe(_ -> stage());
        model.firstProperty().subscribe(_ -> stage());
    }

    StepCard node() {
        return card;
    }

    private void show(List<Snippets.Snippet> snippets) {
        if (tabs.getTabs().size() != snippets.size()) {
            tabs.getTabs().setAll(snippets.stream().map(each -> new Tab(each.name())).toList());
            tabs.getSelectionModel().select(Math.min(1, snippets.size() - 1));
        }
        showCode();
        stage();
    }

    private void stage() {
        boolean ready = !model.snippetsProperty().get().isEmpty();
        card.setNote(ready
                ? key()
                : model.file().map(file -> "once the provider and a key are in " + file)
                        .orElse("a key is made for it once a provider answers"));
        card.setStage(!ready
                ? StepCard.Stage.TO_COME
                : model.firstProperty().get().isPresent() ? StepCard.Stage.DONE : StepCard.Stage.AT_HAND);
    }

    private String key() {
        var name = model.keyNameProperty().get();
        return model.file().filter(_ -> !model.sendableProperty().getValue()).map(file -> "key " + name + " of " + file)
                .orElse("key " + name + ", all routes, $5 a day");
    }

    private Optional<Snippets.Snippet> chosen() {
        int index = tabs.getSelectionModel().getSelectedIndex();
        var snippets = model.snippetsProperty().get();
        return index >= 0 && index < snippets.size() ? Optional.of(snippets.get(index)) : Optional.empty();
    }

    private void showCode() {
        code.setText(chosen().map(Snippets.Snippet::maskedText).orElse(""));
        code.setAccessibleText(chosen().map(each -> each.name() + ": " + each.maskedText()).orElse(""));
    }

    private Node snippet() {
        var copy = Buttons.copy(() -> chosen().map(Snippets.Snippet::text).orElse(""), "accent", "tg-row");
        copy.setAccessibleText("Copy the snippet with the whole key");
        code.getStyleClass().add("tg-inset");
        code.setMaxWidth(Double.MAX_VALUE);
        code.setMinHeight(HBox.USE_PREF_SIZE);
        code.setAlignment(Pos.TOP_LEFT);
        code.setLineSpacing(1);
        var pane = new StackPane(code, copy);
        StackPane.setAlignment(copy, Pos.TOP_RIGHT);
        StackPane.setMargin(copy, new Insets(12));
        return pane;
    }

    private Node masked() {
        var known = Styled.muted("");
        known.textProperty().bind(model.snippetsProperty().map(all -> all.stream()
                .anyMatch(each -> !each.text().equals(each.maskedText()))
                        ? "The key is masked here, Copy puts it in whole. It is shown only now; later snippets say "
                                + "$" + Snippets.VARIABLE + "."
                        : "Put the key into the variable " + Snippets.VARIABLE + "."));
        known.setWrapText(true);
        return line(Icon.LOCK.node(14), known);
    }

    private Node problem() {
        var problem = Styled.text("");
        problem.getStyleClass().add("tg-text-danger");
        problem.setWrapText(true);
        problem.textProperty().bind(model.keyProblemProperty());
        return onlyWhile(problem, problem.textProperty().isNotEmpty());
    }

    private Node guards() {
        var said = whole(Styled.muted(""));
        said.textProperty().bind(model.dayCapProperty().map(picos -> picos
                .map(amount -> "This home stops at " + dollars(amount) + " a day, whoever asks.")
                .orElse("Nothing stops this home as a whole: it has no cap a day.")));
        var change = Buttons.named(Buttons.link("Change", this::edit), "Change what this home may cost a day");
        change.textProperty().bind(model.dayCapProperty().map(picos -> picos.isPresent() ? "Change" : "Set one"));
        var changeable = model.file().isPresent() ? new SimpleBooleanProperty() : editing.not();
        change.setPadding(Insets.EMPTY);
        cap.setPrefWidth(80);
        cap.getStyleClass().add("tg-row");
        cap.setAccessibleText("USD a day for the whole home");
        cap.setOnAction(_ -> save());
        var wrong = Styled.text("");
        wrong.getStyleClass().add("tg-text-danger");
        wrong.setWrapText(true);
        wrong.textProperty().bind(model.capProblemProperty());
        var edit = line(whole(Styled.muted("USD a day")), cap, Buttons.button("Save", this::save, "accent", "tg-row"),
                Buttons.button("Cancel", () -> editing.set(false), "tg-row"), wrong);
        return line(Icon.CAP.node(14), onlyWhile(said, editing.not()), onlyWhile(change, changeable),
                onlyWhile(edit, editing));
    }

    private void edit() {
        cap.setText(model.dayCapProperty().get().map(picos -> dollars(picos).substring(1)).orElse("25"));
        editing.set(true);
        cap.requestFocus();
        cap.selectAll();
    }

    private void save() {
        model.capDay(cap.getText(), () -> editing.set(false));
    }

    private static String dollars(long picos) {
        var text = Money.sum(picos);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
