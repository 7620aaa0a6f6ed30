package dev.tollgate.console.setup;

import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// One numbered step: a badge that says whether it is to come, at hand or done, a title with a note, the content.
final class StepCard extends HBox {
    /// Where a step stands.
    enum Stage {
        TO_COME,
        AT_HAND,
        DONE
    }

    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");
    private static final double BADGE = 28;

    private final int number;
    private final String title;
    private final StackPane badge = new StackPane();
    private final Label note = Styled.muted("");
    private final VBox content = new VBox(12);

    StepCard(int number, String title) {
        super(16);
        this.number = number;
        this.title = title;
        getStyleClass().add("tg-card");
        setPadding(new Insets(16));
        setStyle("-fx-padding: 16px;");
        badge.setMinSize(BADGE, BADGE);
        badge.setPrefSize(BADGE, BADGE);
        badge.setMaxSize(BADGE, BADGE);
        var heading = Styled.heading(title);
        heading.setMinWidth(Region.USE_PREF_SIZE);
        note.setWrapText(true);
        var row = line(heading, note);
        row.setMinHeight(BADGE);
        row.setAlignment(Pos.CENTER_LEFT);
        var body = new VBox(8, row, content);
        body.setMinWidth(0);
        HBox.setHgrow(body, Priority.ALWAYS);
        getChildren().addAll(badge, body);
        setStage(Stage.TO_COME);
    }

    StepCard with(Node... nodes) {
        content.getChildren().setAll(nodes);
        return this;
    }

    void setNote(String text) {
        note.setText(text);
    }

    void setStage(Stage stage) {
        pseudoClassStateChanged(ACTIVE, stage == Stage.AT_HAND);
        setAccessibleText("Step " + number + ", " + title + ", " + switch (stage) {
            case TO_COME -> "to come";
            case AT_HAND -> "at hand";
            case DONE -> "done";
        });
        badge.setStyle("-fx-background-radius: 14px, 13px; -fx-background-insets: 0, 1px; -fx-background-color: "
                + switch (stage) {
                    case TO_COME -> "-color-border-default, -color-bg-default;";
                    case AT_HAND -> "-color-accent-emphasis, -color-accent-emphasis;";
                    case DONE -> "-color-success-emphasis, -color-success-emphasis; -tg-ink: -color-fg-emphasis;";
                });
        badge.getChildren().setAll(stage == Stage.DONE ? Icon.CHECK.node(16) : numeral(stage));
    }

    private Node numeral(Stage stage) {
        var numeral = Styled.strong(Integer.toString(number));
        numeral.setStyle(stage == Stage.AT_HAND
                ? "-fx-text-fill: -color-fg-emphasis;"
                : "-fx-text-fill: -color-fg-muted;");
        return numeral;
    }

    /// Nodes in a row, 8 px apart.
    static HBox line(Node... nodes) {
        var row = new HBox(8, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    static Region gap() {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    /// Never shortened with an ellipsis.
    static Label whole(Label label) {
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /// Takes room only while it holds.
    static <N extends Node> N onlyWhile(N node, ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(node.visibleProperty());
        return node;
    }
}
