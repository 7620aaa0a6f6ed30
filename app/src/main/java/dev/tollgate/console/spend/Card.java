package dev.tollgate.console.spend;

import dev.tollgate.console.fx.Styled;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// One figure of the whole range under the table, 64 px high.
final class Card extends VBox {
    private final Label title = Styled.small("");
    private final Label figure = Styled.figure("");
    private final Label note = Styled.small("");
    private final Tooltip hover = new Tooltip();

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

    /// Click or Enter opens what is behind the figure.
    void opens(Runnable open) {
        getStyleClass().add("tg-opens");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setOnMouseClicked(_ -> open.run());
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                open.run();
                event.consume();
            }
        });
    }

    /// How the figure is made, on hover.
    void explain(String text) {
        hover.setText(text);
        Tooltip.install(this, hover);
    }

    void title(String text) {
        title.setText(text);
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
