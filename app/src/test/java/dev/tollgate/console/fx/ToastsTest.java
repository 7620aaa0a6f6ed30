package dev.tollgate.console.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// A result never takes a click that is meant for the page.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class ToastsTest {
    private Button save;
    private StackPane page;
    private Toasts toasts;

    @Start
    void start(Stage stage) {
        save = new Button("Save");
        var foot = new HBox(8, new TextField(), save);
        foot.setAlignment(Pos.BOTTOM_RIGHT);
        page = new StackPane(foot);
        page.setMinHeight(0);
        VBox.setVgrow(page, Priority.ALWAYS);
        toasts = new Toasts();
        stage.setScene(new Scene(new VBox(page, toasts), 900, 600));
        Theme.install(stage.getScene());
        stage.show();
    }

    private static Bounds at(Node node) {
        return node.localToScene(node.getLayoutBounds());
    }

    private static void run(Runnable work) {
        WaitForAsyncUtils.waitForAsyncFx(5_000, work);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void whatItSaysHasRoomOfItsOwnWhileItIsSaid(FxRobot robot) {
        double all = page.getScene().getHeight();
        assertEquals(all, page.getHeight(), "nothing is said yet");
        run(() -> toasts.show("Saved", () -> {}));

        assertTrue(at(toasts).getMinY() >= at(page).getMaxY(), at(toasts) + " covers " + at(page));
        assertTrue(at(page).contains(at(save)), at(save) + " is pushed out of " + at(page));
        assertEquals(all, at(toasts).getMaxY(), 1);

        run(() -> robot.lookup("Undo").queryButton().fire());
        assertEquals(all, page.getHeight(), "its room is the page's again");
    }

    @Test
    void nothingMovesWhenItGoesBeforeSomebodyClicks(FxRobot robot) throws TimeoutException {
        run(() -> {
            toasts = new Toasts(Duration.millis(1));
            ((VBox) page.getParent()).getChildren().set(1, toasts);
            toasts.show("Saved");
        });
        double smaller = page.getHeight();
        WaitForAsyncUtils.waitFor(5, TimeUnit.SECONDS, () -> toasts.getChildren().isEmpty());
        run(() -> page.getScene().getRoot().layout());
        assertTrue(smaller < page.getScene().getHeight());
        assertEquals(smaller, page.getHeight(), "the button stays under the pointer");

        var pressed = new AtomicBoolean();
        save.setOnAction(_ -> pressed.set(true));
        robot.clickOn(save);
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(pressed.get());
        assertEquals(page.getScene().getHeight(), page.getHeight(), "its room is the page's again");
    }

    @Test
    void threeLongOnesAreReadWhole(FxRobot robot) {
        var undone = new AtomicBoolean();
        run(() -> {
            toasts.show("an older one", () -> {});
            for (int i = 0; i < 3; i++) {
                toasts.show(
                        "The price of openai/gpt-5-mini holds from 2026-12-01 on; what is settled stays as it is " + i,
                        () -> undone.set(true));
            }
        });

        assertEquals(3, toasts.getChildren().size());
        for (var toast : toasts.getChildren()) {
            assertTrue(at(toasts).contains(at(toast)), at(toast) + " leaves " + at(toasts));
        }
        assertTrue(at(toasts).getMaxX() <= page.getScene().getWidth() && at(toasts).getMinX() >= 0,
                at(toasts).toString());
        robot.lookup(".tg-toast .label").queryAllAs(Labeled.class)
                .forEach(label -> assertFalse(label.isTextTruncated(), label.getText()));
        run(() -> robot.lookup("Undo").queryAllAs(Button.class).iterator().next().fire());
        assertTrue(undone.get());
        assertEquals(2, toasts.getChildren().size());
    }
}
