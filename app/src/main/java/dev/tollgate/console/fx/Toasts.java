package dev.tollgate.console.fx;

import atlantafx.base.controls.Notification;
import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// Results of actions at the bottom right, three at most, ten seconds each, longer while hovered. What can be undone
/// is undone here, so that nothing has to ask first.
public final class Toasts extends VBox {
    private static final int MOST = 3;
    private static final Duration SHOWN = Duration.seconds(10);

    /// @param host carries page and toasts; nothing under the toasts' gaps loses its clicks
    public Toasts(StackPane host) {
        setSpacing(8);
        setAlignment(Pos.BOTTOM_RIGHT);
        setPickOnBounds(false);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getStyleClass().add("tg-toasts");
        StackPane.setAlignment(this, Pos.BOTTOM_RIGHT);
        StackPane.setMargin(this, new Insets(12));
        host.getChildren().add(this);
    }

    public void show(String text) {
        add(new Notification(text));
    }

    /// An error: says what happened and what it means; stays like any other.
    public void fail(String text) {
        var note = new Notification(text, Mark.FAILED.node());
        note.getStyleClass().add("danger");
        add(note);
    }

    public void show(String text, Runnable undo) {
        show(text, "Undo", undo);
    }

    public void show(String text, String actionName, Runnable action) {
        var note = new Notification(text);
        note.setPrimaryActions(Buttons.button(
                actionName,
                () -> {
                    getChildren().remove(note);
                    action.run();
                },
                "tg-row"));
        add(note);
    }

    private void add(Notification note) {
        note.getStyleClass().add("tg-toast");
        note.setPrefWidth(344);
        note.setMaxHeight(Region.USE_PREF_SIZE);
        note.setOnClose(_ -> getChildren().remove(note));
        getChildren().add(note);
        while (getChildren().size() > MOST) {
            getChildren().removeFirst();
        }
        goAfter(note);
    }

    private void goAfter(Notification note) {
        var wait = new PauseTransition(SHOWN);
        wait.setOnFinished(_ -> getChildren().remove(note));
        note.hoverProperty().addListener((_, _, hovered) -> {
            if (hovered) {
                wait.pause();
            } else {
                wait.play();
            }
        });
        wait.play();
    }
}
