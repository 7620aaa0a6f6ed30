package dev.tollgate.console.shell;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.gateway.Gateway;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// Shown while running calls end after the window was closed.
final class FinishingSheet extends VBox {
    private static final Duration LOOK = Duration.millis(200);

    FinishingSheet(Gateway gateway, Runnable cutNow) {
        super(12);
        getStyleClass().addAll("tg-sheet", "tg-finishing");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setAlignment(Pos.CENTER_LEFT);
        var count = Styled.heading("");
        say(count, gateway);
        var cut = Buttons.button("Cut and quit now", cutNow, "danger", "button-outlined");
        getChildren().addAll(count,
                Styled.muted("Up to 10 seconds; new calls are refused. What is cut is billed so far."), cut);
        var look = new Timeline(new KeyFrame(LOOK, _ -> say(count, gateway)));
        look.setCycleCount(Timeline.INDEFINITE);
        look.play();
    }

    private static void say(Label count, Gateway gateway) {
        int running = gateway.flights().views().size();
        count.setText(running == 0
                ? "Closing the ledger"
                : running == 1
                        ? "Finishing 1 call"
                        : "Finishing " + running + " calls");
    }
}
