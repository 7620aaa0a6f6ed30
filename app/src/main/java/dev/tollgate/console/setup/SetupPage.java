package dev.tollgate.console.setup;

import static dev.tollgate.console.setup.StepCard.gap;
import static dev.tollgate.console.setup.StepCard.line;
import static dev.tollgate.console.setup.StepCard.onlyWhile;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.Page;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Styled;
import java.util.Optional;
import javafx.beans.binding.BooleanExpression;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The first run: three steps from an empty home to a first call with its cost, about a minute.
public final class SetupPage implements Page {
    private static final double WIDTH = 880;

    private final SetupModel model;
    private final ChooseCard choose;
    private final ScrollPane node;
    private Runnable done = () -> {};
    private boolean visible;

    public SetupPage(Feed feed, Places places) {
        model = new SetupModel(feed);
        choose = new ChooseCard(model);
        var content = new VBox(12, header(), choose.node(), new ConnectCard(model).node(),
                new CallCard(model, places, this::leave).node(), footer());
        content.setMaxWidth(WIDTH);
        content.setFillWidth(true);
        var page = new StackPane(content);
        page.setPadding(new Insets(24, 24, 12, 24));
        page.setAlignment(Pos.TOP_CENTER);
        node = new ScrollPane(page);
        node.setFitToWidth(true);
        node.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        node.setFocusTraversable(false);
        node.setStyle("-fx-background: -color-bg-inset; -fx-background-color: -color-bg-inset; -fx-padding: 0;");
    }

    /// Run when the card was gone through or skipped.
    public void onDone(Runnable next) {
        done = next;
    }

    SetupModel setup() {
        return model;
    }

    private void leave() {
        model.forgetKey();
        done.run();
    }

    private Node header() {
        var title = Styled.figure("Tollgate is listening");
        title.setStyle("-fx-font-family: 'Roboto Medium';");
        title.textProperty().bind(model.listeningProperty().map(wrong -> wrong.isEmpty()
                ? "Tollgate is listening"
                : "Tollgate is not listening"));
        var url = Styled.mono("");
        url.setStyle("-fx-font-size: 16px;");
        url.textProperty().bind(model.baseUrlProperty());
        var copy = Buttons.copy(model.baseUrlProperty()::get, "tg-row");
        copy.setAccessibleText("Copy the base URL");
        var where = line(url, copy, Styled.muted("Three steps, about a minute."));
        var wrong = Styled.text("");
        wrong.setWrapText(true);
        wrong.getStyleClass().add("tg-text-danger");
        wrong.textProperty().bind(model.listeningProperty());
        return new VBox(6, title, onlyWhile(where, model.baseUrlProperty().isNotEmpty()),
                onlyWhile(wrong, model.listeningProperty().isNotEmpty()));
    }

    private Node footer() {
        var skip = Buttons.named(Buttons.link("Skip", this::leave), "Skip the first run");
        var waiting = BooleanExpression.booleanExpression(model.firstProperty().map(Optional::isEmpty));
        return onlyWhile(line(skip, Styled.muted("and come back from the palette: “First run”."), gap()), waiting);
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public LiveModel model() {
        return model;
    }

    @Override
    public void shown(View view) {
        model.shown();
        if (!visible) {
            visible = true;
            // the first step, not what stands above it; only when the card opens: later shows must not take the
            // keyboard
            choose.focus();
        }
    }

    @Override
    public void hidden() {
        visible = false;
        model.hidden();
    }
}
