package dev.tollgate.console.setup;

import static dev.tollgate.console.setup.StepCard.gap;
import static dev.tollgate.console.setup.StepCard.line;
import static dev.tollgate.console.setup.StepCard.onlyWhile;
import static dev.tollgate.console.setup.StepCard.whole;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;

/// Step 3: waits for the first call and shows it, or why it was refused.
final class CallCard {
    private final SetupModel model;
    private final Places places;
    private final Runnable done;
    private final StepCard card = new StepCard(3, "Make a call");
    private final StackPane seen = new StackPane();
    private final HBox refused = line();

    CallCard(SetupModel model, Places places, Runnable done) {
        this.model = model;
        this.places = places;
        this.done = done;
        card.with(onlyWhile(waiting(), model.waitingProperty().map(Optional::isPresent)),
                onlyWhile(seen, model.firstProperty().map(Optional::isPresent)),
                onlyWhile(refused, model.refusedProperty().map(Optional::isPresent)), problem(), causes());
        refused.getStyleClass().add("tg-inset");
        card.setNote("it appears here, with its cost");
        model.firstProperty().subscribe(first -> first.ifPresent(this::showFirst));
        model.refusedProperty().subscribe(last -> last.ifPresent(this::showRefused));
        model.firstProperty().subscribe(_ -> stage());
    }

    StepCard node() {
        return card;
    }

    private void stage() {
        card.setStage(model.firstProperty().get().isPresent() ? StepCard.Stage.DONE : StepCard.Stage.TO_COME);
    }

    private Node waiting() {
        var age = whole(Styled.muted(""));
        age.textProperty().bind(model.waitingProperty().map(since -> since.map(Format::age).orElse("")));
        var send = Buttons.button(Icon.SEND, "Send it from here", model::send);
        send.setAccessibleText("Send a small call from here");
        send.setMinWidth(HBox.USE_PREF_SIZE);
        send.disableProperty().bind(model.sendingProperty());
        var what = whole(Styled.strong(""));
        what.textProperty().bind(Bindings.when(model.sendingProperty()).then("a call is under way")
                .otherwise("waiting for your first call"));
        return line(Mark.RUNNING.node(), what, age, gap(), onlyWhile(send, model.sendableProperty()));
    }

    private void showFirst(Sighting first) {
        var open = Buttons.button(Icon.OPEN, "Open it", () -> first.request().ifPresent(places::openRequest));
        var next = Buttons.button("Continue", done, "accent");
        open.setAccessibleText("Open this call");
        next.setAccessibleText("Continue to the dashboard");
        open.setMinWidth(HBox.USE_PREF_SIZE);
        next.setMinWidth(HBox.USE_PREF_SIZE);
        seen.getChildren().setAll(line(Mark.SUCCESS.node(), Styled.strong(first.title()), whole(Styled.muted(
                first.detail())), gap(), open, next));
    }

    private void showRefused(Sighting last) {
        var title = whole(Styled.strong(""));
        title.textProperty().bind(model.nowProperty().map(now -> Format.age(Duration.between(last.at(), now))
                + " ago: " + last.title()));
        var detail = Styled.muted(last.detail());
        detail.setWrapText(true);
        detail.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(detail, Priority.ALWAYS);
        refused.getChildren().setAll(Mark.WARNING.node(), title, detail);
        last.request().ifPresent(id -> refused.getChildren().add(openRefused(id)));
    }

    private Node openRefused(String id) {
        var open = Buttons.button("Open it", () -> places.openRequest(id), "tg-row");
        open.setMinWidth(HBox.USE_PREF_SIZE);
        return Buttons.named(open, "Open the refused call");
    }

    private Node problem() {
        var problem = Styled.text("");
        problem.getStyleClass().add("tg-text-danger");
        problem.setWrapText(true);
        problem.textProperty().bind(model.sendProblemProperty());
        return onlyWhile(problem, problem.textProperty().isNotEmpty());
    }

    private Node causes() {
        var row = line(whole(Styled.muted("Usual causes:")), whole(Styled.muted("the key is not in this shell")),
                whole(Styled.muted("the base URL lacks /v1")), whole(Styled.muted("a proxy variable is set")));
        row.setSpacing(16);
        return onlyWhile(row, BooleanExpression.booleanExpression(model.waitingProperty()
                .map(since -> since.filter(age -> age.compareTo(SetupModel.SILENT) >= 0).isPresent())));
    }
}
