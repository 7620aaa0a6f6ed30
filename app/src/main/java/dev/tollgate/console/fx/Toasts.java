package dev.tollgate.console.fx;

import atlantafx.base.controls.Notification;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.geometry.Insets;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// Results of actions, three at most, ten seconds each, longer while hovered: at the bottom right, or at the free place
/// next to it where that corner can be clicked. What can be undone is undone here, so that nothing has to ask first.
public final class Toasts extends VBox {
    private static final int MOST = 3;
    private static final double MARGIN = 12;
    private static final Duration SHOWN = Duration.seconds(10);
    private static final Duration LOOK = Duration.millis(200);

    private final StackPane host;
    /// What is under them may change while they are shown: an editor opens, the window gets smaller.
    private final Timeline looks = new Timeline(new KeyFrame(LOOK, _ -> place()));

    /// @param host carries page and toasts; nothing under the toasts' gaps loses its clicks
    public Toasts(StackPane host) {
        this.host = host;
        setSpacing(8);
        setAlignment(Pos.BOTTOM_RIGHT);
        setPickOnBounds(false);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getStyleClass().add("tg-toasts");
        StackPane.setAlignment(this, Pos.BOTTOM_RIGHT);
        StackPane.setMargin(this, new Insets(MARGIN));
        host.getChildren().add(this);
        looks.setCycleCount(Animation.INDEFINITE);
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
                    remove(note);
                    action.run();
                },
                "tg-row"));
        add(note);
    }

    private void add(Notification note) {
        note.getStyleClass().add("tg-toast");
        note.setPrefWidth(344);
        note.setMaxHeight(Region.USE_PREF_SIZE);
        note.setOnClose(_ -> remove(note));
        getChildren().add(note);
        while (getChildren().size() > MOST) {
            getChildren().removeFirst();
        }
        host.applyCss();
        host.layout();
        place();
        looks.play();
        goAfter(note);
    }

    private void remove(Notification note) {
        getChildren().remove(note);
        if (getChildren().isEmpty()) {
            looks.stop();
            move(Point2D.ZERO);
        }
    }

    /// Where they cover nothing that can be clicked; they stay where they are while somebody aims at them.
    private void place() {
        if (!isHover() && host.getScene() != null) {
            move(new FreePlace(host, this).nearest(getTranslateX(), getTranslateY()));
        }
    }

    private void move(Point2D to) {
        setTranslateX(to.getX());
        setTranslateY(to.getY());
    }

    private void goAfter(Notification note) {
        var wait = new PauseTransition(SHOWN);
        wait.setOnFinished(_ -> remove(note));
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
