package dev.tollgate.console.keys;

import dev.tollgate.console.feed.Snippets;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A secret just made: masked on the screen, whole on the clipboard only, and forgotten with this node.
final class SecretOnce extends VBox {
    private final Button copy;

    /// @param words what was made, a sentence
    /// @param more said below, such as how long the old secret works
    SecretOnce(String words, String secret, String baseUrl, String model, String more) {
        super(12);
        getStyleClass().add("tg-form");
        var masked = Styled.mono(Snippets.masked(secret));
        masked.setId("secret");
        HBox.setHgrow(masked, Priority.ALWAYS);
        masked.setMaxWidth(Double.MAX_VALUE);
        copy = Buttons.copy(() -> secret, "accent");
        copy.setId("copy-secret");
        copy.setAccessibleText("Copy the secret");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        var line = new HBox(8, masked, copy);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("tg-inset");
        var head = new HBox(8, Mark.SUCCESS.node(), wrapped(Styled.text(words)));
        head.setAlignment(Pos.TOP_LEFT);
        getChildren().addAll(head, line, wrapped(Styled.small("It is shown this once and kept as a hash only. Lost,"
                + " it is rotated, not recovered.")), Styled.strong("Set it in your app"),
                clients(baseUrl, secret, model));
        if (!more.isEmpty()) {
            getChildren().add(wrapped(Styled.small(more)));
        }
    }

    /// The first thing to do with it has the keyboard.
    void focus() {
        copy.requestFocus();
    }

    /// Each with the secret, straight to the clipboard.
    private static Node clients(String baseUrl, String secret, String model) {
        var menu = new MenuButton("Copy a snippet");
        menu.setId("snippets");
        menu.setGraphic(Icon.COPY.node(14));
        for (var snippet : Snippets.of(baseUrl, Optional.of(secret), model)) {
            var item = new MenuItem(snippet.name());
            item.setOnAction(_ -> {
                Buttons.put(snippet.text());
                menu.setText("Copied " + snippet.name());
            });
            menu.getItems().add(item);
        }
        return menu;
    }

    private static Label wrapped(Label label) {
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(label, Priority.ALWAYS);
        return label;
    }
}
