package dev.tollgate.console.fx;

import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/// Results of actions, three at most, ten seconds each, longer while hovered. A strip of its own under the page, which
/// has its room only while something is said: so it never lies over a button or a field. What can be undone is undone
/// here, so that nothing has to ask first.
public final class Toasts extends HBox {
    private static final int MOST = 3;
    private static final Duration SHOWN = Duration.seconds(10);

    public Toasts() {
        super(8);
        setAlignment(Pos.CENTER_RIGHT);
        setMinWidth(0);
        getStyleClass().add("tg-toasts");
        setAccessibleText("What was done");
        room();
    }

    public void show(String text) {
        add(new Toast(text));
    }

    /// An error: says what happened and what it means; stays like any other.
    public void fail(String text) {
        add(new Toast(text, Mark.FAILED.node()));
    }

    public void show(String text, Runnable undo) {
        show(text, "Undo", undo);
    }

    public void show(String text, String actionName, Runnable action) {
        var toast = new Toast(text);
        toast.end(Buttons.button(
                actionName,
                () -> {
                    remove(toast);
                    action.run();
                },
                "tg-row"));
        add(toast);
    }

    private void add(Toast toast) {
        toast.end(Buttons.icon(Icon.CLOSE, "Close", () -> remove(toast), "flat", "tg-row"));
        getChildren().add(toast);
        while (getChildren().size() > MOST) {
            getChildren().removeFirst();
        }
        room();
        goAfter(toast);
    }

    private void remove(Toast toast) {
        getChildren().remove(toast);
        room();
    }

    private void room() {
        setVisible(!getChildren().isEmpty());
        setManaged(isVisible());
    }

    private void goAfter(Toast toast) {
        var wait = new PauseTransition(SHOWN);
        wait.setOnFinished(_ -> remove(toast));
        toast.hoverProperty().addListener((_, _, hovered) -> {
            if (hovered) {
                wait.pause();
            } else {
                wait.play();
            }
        });
        wait.play();
    }

    /// One result: what is said takes a second line before it is cut.
    private static final class Toast extends HBox {
        Toast(String text, Node... marks) {
            super(8, marks);
            var label = new Label(text);
            label.setWrapText(true);
            label.setMinSize(0, Region.USE_PREF_SIZE);
            HBox.setHgrow(label, Priority.SOMETIMES);
            getChildren().add(label);
            getStyleClass().add("tg-toast");
            setAlignment(Pos.CENTER_LEFT);
            setMinWidth(0);
            setAccessibleRole(AccessibleRole.TEXT);
            setAccessibleText(text);
        }

        void end(Region button) {
            button.setMinWidth(USE_PREF_SIZE);
            getChildren().add(button);
        }
    }
}
