package dev.tollgate.console.shell;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import java.nio.file.Path;
import javafx.geometry.Pos;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Says why the home cannot be opened and what to do about it.
final class RefusedView extends VBox {
    private static final double WIDTH = 640;
    private static final int LINES = 16;
    private static final int COLUMNS = 66;

    private final int exitCode;

    RefusedView(Path home, String message, int exitCode, Runnable leave) {
        this.exitCode = exitCode;
        getStyleClass().add("tg-page");
        setAlignment(Pos.CENTER);
        var title = new HBox(8, Mark.FAILED.node(16), Styled.heading(title(exitCode)));
        title.setAlignment(Pos.CENTER_LEFT);
        var text = new TextArea(message);
        text.setEditable(false);
        text.setWrapText(true);
        text.setAccessibleText(title(exitCode));
        text.getStyleClass().add("tg-mono");
        text.setPrefRowCount(Math.clamp(message.lines().count() + message.length() / COLUMNS, 3, LINES));
        // so that Enter quits; the message is copied by its button
        text.setFocusTraversable(false);
        var folder = Styled.muted("Home: " + home + "   Nothing in it is lost.");
        folder.setWrapText(true);
        var quit = Buttons.button("Quit", leave, "accent");
        quit.setId("quit");
        quit.setDefaultButton(true);
        var row = new HBox(8, quit, Buttons.copy("Copy the message", () -> message));
        row.setAlignment(Pos.CENTER_LEFT);
        var card = new VBox(12, Icon.brand(), title, text, folder, row);
        card.getStyleClass().add("tg-card");
        card.setStyle("-fx-padding: 20px;");
        card.setMaxWidth(WIDTH);
        VBox.setVgrow(text, Priority.NEVER);
        getChildren().add(card);
    }

    int exitCode() {
        return exitCode;
    }

    private static String title(int exitCode) {
        return switch (exitCode) {
            case 2 -> "The configuration has mistakes";
            case 3 -> "This home is in use";
            default -> "Tollgate cannot open its home";
        };
    }
}
