package dev.tollgate.console.fx;

import javafx.animation.PauseTransition;
import javafx.event.Event;
import javafx.event.EventHandler;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/// Results of actions, three at most, ten seconds each, longer while hovered. A strip of its own under the page, which
/// has its room only while something is said: so it never lies over a button or a field. What has been said long enough
/// leaves its room behind until somebody has clicked or typed: so that nothing moves away from under a pointer. What can
/// be undone is undone here, so that nothing has to ask first.
public final class Toasts extends HBox {
    private static final int MOST = 3;
    private static final Duration SHOWN = Duration.seconds(10);

    /// A click comes after the release of the mouse, which has done by then what it is for.
    private final EventHandler<Event> acted = _ -> room();

    private final Duration shown;

    public Toasts() {
        this(SHOWN);
    }

    Toasts(Duration shown) {
        super(8);
        this.shown = shown;
        setAlignment(Pos.CENTER_RIGHT);
        setMinWidth(0);
        getStyleClass().add("tg-toasts");
        setAccessibleText("What was done");
        room();
        sceneProperty().addListener((_, before, now) -> {
            if (before != null) {
                before.removeEventFilter(MouseEvent.MOUSE_CLICKED, acted);
                before.removeEventFilter(KeyEvent.KEY_RELEASED, acted);
            }
            if (now != null) {
                now.addEventFilter(MouseEvent.MOUSE_CLICKED, acted);
                now.addEventFilter(KeyEvent.KEY_RELEASED, acted);
            }
        });
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

    private void outlived(Toast toast) {
        if (getChildren().size() == 1) {
            setMinHeight(getHeight());
        }
        getChildren().remove(toast);
    }

    private void room() {
        setMinHeight(USE_COMPUTED_SIZE);
        setVisible(!getChildren().isEmpty());
        setManaged(isVisible());
    }

    private void goAfter(Toast toast) {
        var wait = new PauseTransition(shown);
        wait.setOnFinished(_ -> outlived(toast));
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
