package dev.tollgate.console.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// A result never takes a click that is meant for the page.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class ToastsTest {
    private Button save;
    private Button cancel;
    private Toasts toasts;

    @Start
    void start(Stage stage) {
        var host = new StackPane();
        save = new Button("Save");
        cancel = new Button("Cancel");
        var foot = new HBox(8, cancel, save);
        foot.setAlignment(Pos.BOTTOM_RIGHT);
        var editor = new VBox(8, new TextField(), new TextField(), new Label("words"));
        editor.setMaxWidth(360);
        var side = new StackPane(editor, foot);
        StackPane.setAlignment(editor, Pos.TOP_RIGHT);
        host.getChildren().add(side);
        toasts = new Toasts(host);
        stage.setScene(new Scene(host, 900, 600));
        stage.show();
    }

    private static Bounds at(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }

    @Test
    void whatItSaysStandsBesideTheButtons() {
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> toasts.show("Saved", () -> {}));
        WaitForAsyncUtils.waitForFxEvents();

        assertFalse(at(toasts).intersects(at(save)), at(toasts) + " covers " + at(save));
        assertFalse(at(toasts).intersects(at(cancel)), at(toasts) + " covers " + at(cancel));
        assertTrue(at(toasts).getMinX() >= 0 && at(toasts).getMaxY() <= 600, at(toasts).toString());
        assertTrue(at(toasts).getMinX() > 450, "not far from its corner: " + at(toasts));
    }

    @Test
    void itStandsInItsCornerWhereThatIsFree() {
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> {
            save.setVisible(false);
            cancel.setVisible(false);
            toasts.show("Saved");
        });
        WaitForAsyncUtils.waitForFxEvents();

        assertEquals(888, at(toasts).getMaxX(), 1);
        assertEquals(588, at(toasts).getMaxY(), 1);
    }

    @Test
    void itMovesAwayFromWhatOpensUnderIt() {
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> {
            save.setVisible(false);
            cancel.setVisible(false);
            toasts.show("Saved");
        });
        WaitForAsyncUtils.waitForFxEvents();
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> save.setVisible(true));

        try {
            WaitForAsyncUtils.waitFor(5, TimeUnit.SECONDS,
                    () -> !at(toasts).intersects(at(save)));
        } catch (TimeoutException late) {
            throw new AssertionError("still over Save: " + at(toasts), late);
        }
    }
}
