package dev.tollgate.console.spend;

import dev.tollgate.console.fx.Styled;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// One figure of the whole range under the table, 64 px high.
final class Card extends VBox {
    private final Label title = Styled.small("");
    private final Label figure = Styled.figure("");
    private final Label note = Styled.muted("");

    Card(String title) {
        super(4);
        this.title.setText(title);
        getStyleClass().add("tg-card");
        setStyle("-fx-padding: 8px 12px 8px 12px;");
        note.setMinWidth(0);
        figure.setMinWidth(USE_PREF_SIZE);
        var line = new HBox(8, figure, note);
        line.setAlignment(Pos.BASELINE_LEFT);
        getChildren().addAll(this.title, line);
        setAccessibleRole(AccessibleRole.TEXT);
    }

    void show(String text, String about) {
        figure.setText(text);
        note.setText(about);
        setAccessibleText(title.getText() + ": " + text + " " + about);
    }

    String text() {
        return figure.getText();
    }
}
