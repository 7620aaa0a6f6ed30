package dev.tollgate.console.setup;

import static dev.tollgate.console.setup.StepCard.line;
import static dev.tollgate.console.setup.StepCard.onlyWhile;
import static dev.tollgate.console.setup.StepCard.whole;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Step 1: which provider, its key, and one call that shows whether it answers.
final class ChooseCard {
    private static final String PASTE = "paste it here";
    private static final int LAST = 4;

    private final SetupModel model;
    private final StepCard card = new StepCard(1, "Choose a provider");
    private final RadioButton builtIn = new RadioButton("Built-in model, no key");
    private final RadioButton named = new RadioButton();
    private final ComboBox<Offer> offers = new ComboBox<>();
    private final PasswordField key = new PasswordField();
    private final TextField shownKey = new TextField();
    private final ToggleButton eye = new ToggleButton("", Icon.EYE.node(14));
    private final TextField url = new TextField();
    private final TextField modelName = new TextField();
    private final Button test = Buttons.button("Test", this::test);
    private final HBox result = line();
    private final VBox trouble = new VBox(8);

    ChooseCard(SetupModel model) {
        this.model = model;
        choices();
        fields();
        var busy = Bindings.createBooleanBinding(() -> model.trialProperty().get() instanceof Trial.Running,
                model.trialProperty());
        for (var node : new Node[] {builtIn, named, offers, key, shownKey, eye, url, modelName, test}) {
            node.disableProperty().bind(busy);
        }
        card.with(row(), more(), doubt(), hint(), trouble);
        model.trialProperty().subscribe(this::show);
    }

    StepCard node() {
        return card;
    }

    /// The keyboard goes to what is chosen.
    void focus() {
        (builtIn.isSelected() ? builtIn : named).requestFocus();
    }

    private void choices() {
        var group = new ToggleGroup();
        builtIn.setToggleGroup(group);
        named.setToggleGroup(group);
        builtIn.setSelected(true);
        builtIn.setMinWidth(HBox.USE_PREF_SIZE);
        named.setMinWidth(HBox.USE_PREF_SIZE);
        named.setAccessibleText("A provider by name or address");
        offers.getItems().setAll(Offer.named());
        offers.setValue(offers.getItems().getFirst());
        offers.setAccessibleText("Provider");
        offers.setPrefWidth(172);
        offers.setMinWidth(172);
        offers.setVisibleRowCount(14);
        offers.setOnAction(_ -> {
            named.setSelected(true);
            choose();
        });
        group.selectedToggleProperty().addListener(_ -> choose());
        model.offerProperty().subscribe(this::reflect);
    }

    private void reflect(Offer offer) {
        if (!offer.builtIn()) {
            offers.setValue(offer);
        }
        (offer.builtIn() ? builtIn : named).setSelected(true);
    }

    private void choose() {
        var offer = builtIn.isSelected() ? Offer.BUILT_IN : offers.getValue();
        if (!offer.equals(model.offerProperty().get())) {
            key.clear();
            key.setPromptText(PASTE);
            model.modelProperty().set("");
            model.offerProperty().set(offer);
        }
    }

    private void fields() {
        keyField(key);
        keyField(shownKey);
        shownKey.textProperty().bindBidirectional(key.textProperty());
        shownKey.promptTextProperty().bind(key.promptTextProperty());
        key.setPromptText(PASTE);
        key.textProperty().addListener(_ -> model.retyped());
        eye.getStyleClass().addAll("flat", "tg-row", "tg-square");
        Buttons.named(eye, "Show the key");
        url.setPromptText("http://192.168.1.20:8000/v1");
        url.setAccessibleText("Base URL of the provider");
        url.setPrefWidth(300);
        url.setOnAction(_ -> test());
        url.textProperty().bindBidirectional(model.urlProperty());
        modelName.setPromptText("name of a model it has");
        modelName.setAccessibleText("Model to test");
        modelName.setPrefWidth(220);
        modelName.setOnAction(_ -> test());
        modelName.textProperty().bindBidirectional(model.modelProperty());
        test.setAccessibleText("Test the provider with one call");
        test.setMinWidth(HBox.USE_PREF_SIZE);
    }

    private void keyField(TextField field) {
        field.setAccessibleText("Key of the provider");
        field.setPrefWidth(148);
        field.setPadding(new Insets(0, 30, 0, 8));
        field.setOnAction(_ -> test());
    }

    /// Masked, or plain while the eye is pressed in.
    private Node keyBox() {
        var seen = eye.selectedProperty();
        var box = new StackPane(onlyWhile(key, seen.not()), onlyWhile(shownKey, seen), eye);
        StackPane.setAlignment(eye, Pos.CENTER_RIGHT);
        StackPane.setMargin(eye, new Insets(0, 2, 0, 0));
        box.setMinWidth(HBox.USE_PREF_SIZE);
        return box;
    }

    private HBox row() {
        var takesKey = BooleanExpression.booleanExpression(
                model.offerProperty().map(offer -> offer.key() != Offer.Need.NONE));
        var keyLabel = onlyWhile(whole(Styled.muted("key")), takesKey);
        var row = line(builtIn, whole(Styled.muted("or")), named, offers, keyLabel, onlyWhile(keyBox(), takesKey), test,
                result);
        HBox.setHgrow(result, Priority.ALWAYS);
        return row;
    }

    private HBox more() {
        var asksUrl = BooleanExpression.booleanExpression(model.offerProperty().map(Offer::asksUrl));
        var asksModel = Bindings.createBooleanBinding(this::asksModel, model.offerProperty(), model.trialProperty(),
                model.modelProperty());
        var row = line(onlyWhile(whole(Styled.muted("URL")), asksUrl), onlyWhile(url, asksUrl),
                onlyWhile(whole(Styled.muted("model")), asksModel), onlyWhile(modelName, asksModel));
        return onlyWhile(row, asksUrl.or(asksModel));
    }

    private boolean asksModel() {
        var offer = model.offerProperty().get();
        return !offer.builtIn() && (offer.testModel().isEmpty() || !model.modelProperty().get().isEmpty()
                || (model.trialProperty().get() instanceof Trial.Failed failed && failed.askModel()));
    }

    private Node hint() {
        var text = Styled.small("");
        text.setWrapText(true);
        var place = model.keepingPlace();
        text.textProperty().bind(model.offerProperty().map(offer -> hint(offer, place)));
        var link = Buttons.copy("Copy link", () -> model.offerProperty().get().keyPage(), "tg-row");
        link.setAccessibleText("Copy the address of the provider's page");
        link.setMinWidth(HBox.USE_PREF_SIZE);
        var has = BooleanExpression.booleanExpression(model.offerProperty().map(offer -> !offer.keyPage().isEmpty()));
        var open = BooleanExpression.booleanExpression(
                model.trialProperty().map(trial -> !(trial instanceof Trial.Passed)));
        return onlyWhile(line(text, onlyWhile(link, has)), open);
    }

    /// Said while typing, below the field it is about.
    private Node doubt() {
        var text = whole(Styled.small(""));
        text.getStyleClass().remove("tg-muted");
        text.getStyleClass().add("tg-text-warning");
        text.textProperty().bind(Bindings.createStringBinding(() -> model.doubt(key.getText()), key.textProperty(),
                model.urlProperty(), model.offerProperty()));
        return onlyWhile(line(Mark.WARNING.node(), text), text.textProperty().isNotEmpty());
    }

    private static String hint(Offer offer, String place) {
        if (offer.builtIn()) {
            return "Simulated inside Tollgate: real requests, made-up answers, no network, no cost. Models "
                    + String.join(", ", offer.models()) + ".";
        }
        if (offer.asksUrl()) {
            return "Any server that answers POST /chat/completions below its base URL. The key stays empty where it"
                    + " wants none; else it is kept in " + place + ".";
        }
        return switch (offer.key()) {
            case NEEDED -> "Keys are made at " + offer.keyPage() + ". It is kept in " + place + ", and sent to "
                    + offer.name() + " only.";
            case OPTIONAL, NONE -> "Expected at " + offer.baseUrl() + " and needs no key. It is had at "
                    + offer.keyPage() + ".";
        };
    }

    private void test() {
        model.test(key.getText());
    }

    private void show(Trial trial) {
        trouble.getChildren().clear();
        trouble.setManaged(false);
        result.getChildren().clear();
        card.setNote(
                model.file().map(file -> "what is to be added to " + file + " is shown once it answers").orElse(""));
        card.setStage(StepCard.Stage.AT_HAND);
        switch (trial) {
            case Trial.Ready(var most) -> result.getChildren().add(Styled.muted(most));
            case Trial.Running _ -> result.getChildren().addAll(Mark.RUNNING.node(), Styled.muted("testing …"));
            case Trial.Passed(var said, var kept) -> passed(said, kept);
            case Trial.ReadOnly readOnly -> readOnly(readOnly);
            case Trial.Failed failed -> failed(failed);
        }
    }

    private void passed(String said, Optional<String> kept) {
        eye.setSelected(false);
        if (key.getText().length() > 2 * LAST) {
            key.setPromptText("••••••••" + key.getText().substring(key.getText().length() - LAST));
        }
        key.clear();
        card.setStage(StepCard.Stage.DONE);
        card.setNote((said.isEmpty() ? "saved without a test" : "one call was made to test it")
                + kept.map(where -> "; its key is in " + where).orElse(""));
        var ok = whole(Styled.text(said.isEmpty() ? "saved" : "ok"));
        ok.getStyleClass().add("tg-text-success");
        result.getChildren().addAll(Mark.SUCCESS.node(), ok, whole(Styled.muted(said)));
    }

    /// Nothing is saved here then; the lines are for the file.
    private void readOnly(Trial.ReadOnly answer) {
        if (!answer.result().isEmpty()) {
            result.getChildren().addAll(Mark.SUCCESS.node(), whole(Styled.muted(answer.result())));
        }
        var said = Styled.text("This home is configured by " + answer.file() + ", which alone may change it. Add these"
                + " lines there, each below its section if that is there already; the card goes on as soon as the file"
                + " is saved. Keys are named here, not shown: the provider's is kept in " + model.keepingPlace() + ".");
        said.setWrapText(true);
        said.setMinHeight(HBox.USE_PREF_SIZE);
        var lines = Styled.mono(answer.lines());
        lines.setMinHeight(HBox.USE_PREF_SIZE);
        var copy = Buttons.copy(answer::lines, "tg-row");
        copy.setAccessibleText("Copy the lines for the file");
        lines.getStyleClass().add("tg-inset");
        lines.setMaxWidth(Double.MAX_VALUE);
        var pane = new StackPane(lines, copy);
        StackPane.setAlignment(copy, Pos.TOP_RIGHT);
        StackPane.setMargin(copy, new Insets(8));
        card.setNote("the file is next");
        trouble.getChildren().setAll(said, pane);
        trouble.setManaged(true);
    }

    private void failed(Trial.Failed failed) {
        result.getChildren().addAll(Mark.FAILED.node(), word());
        var message = Styled.text(failed.message());
        message.setWrapText(true);
        HBox.setHgrow(message, Priority.ALWAYS);
        message.setMaxWidth(Double.MAX_VALUE);
        message.setMinHeight(HBox.USE_PREF_SIZE);
        var row = line(Mark.WARNING.node(), message);
        row.getStyleClass().add("tg-inset");
        row.setAlignment(Pos.CENTER_LEFT);
        if (failed.passing()) {
            row.getChildren().add(saveAnyway());
        }
        trouble.getChildren().setAll(row);
        failed.detail().ifPresent(words -> trouble.getChildren().add(detail(words)));
        trouble.setManaged(true);
    }

    private static Label word() {
        var word = whole(Styled.text("not yet"));
        word.getStyleClass().add("tg-text-danger");
        return word;
    }

    private static Label detail(String words) {
        var detail = Styled.small(words);
        detail.setWrapText(true);
        detail.setMinHeight(HBox.USE_PREF_SIZE);
        return detail;
    }

    private Button saveAnyway() {
        var save = Buttons.button(Icon.ARROW_RIGHT, "Save anyway", model::saveAnyway, "tg-row");
        save.setMinWidth(HBox.USE_PREF_SIZE);
        return Buttons.named(save, "Save this provider although the test failed");
    }
}
