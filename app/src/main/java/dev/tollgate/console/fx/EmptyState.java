package dev.tollgate.console.fx;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// What stands where nothing is: one sentence that says why, and the actions that change it.
public final class EmptyState extends VBox {
    private final Label sentence = new Label();
    private final Label reason = Styled.muted("");

    public EmptyState(String sentence, Node... actions) {
        getStyleClass().add("tg-empty");
        setAlignment(Pos.CENTER);
        setSpacing(12);
        this.sentence.getStyleClass().add("tg-empty-sentence");
        this.sentence.setWrapText(true);
        this.reason.setWrapText(true);
        reason.managedProperty().bind(reason.visibleProperty());
        reason.visibleProperty().bind(reason.textProperty().isNotEmpty());
        setText(sentence);
        getChildren().addAll(this.sentence, reason);
        if (actions.length > 0) {
            var row = new HBox(8, actions);
            row.setAlignment(Pos.CENTER);
            getChildren().add(row);
        }
    }

    public void setText(String text) {
        sentence.setText(text);
    }

    /// A second, muted line: what was looked for, what would match.
    public void setReason(String text) {
        reason.setText(text);
    }
}
