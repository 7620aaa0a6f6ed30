package dev.tollgate.console.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.fx.Theme;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Renders every control in both themes into target/screens, to be looked at beside the mock-ups.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class ChartGalleryTest {
    private Gallery gallery;
    private Scene scene;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage stage) {
        Theme.LIGHT.use();
        gallery = new Gallery();
        scene = new Scene(gallery.page(), 980, 980);
        Theme.install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @Test
    void lightAndDark() throws IOException {
        save("gallery-light", Theme.LIGHT);
        save("gallery-dark", Theme.DARK);
        Platform.runLater(Theme.LIGHT::use);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void aClickOnABarAsksForItsRequests(FxRobot robot) {
        var asked = new ArrayList<String>();
        robot.interact(() -> gallery.bars()
                .setOnBucket((from, to, one) -> asked.add(from + " " + one.map(ChartData.Series::name).orElse("-"))));
        robot.moveTo(point(robot, gallery.bars(), 0.5, 0.5)).clickOn();
        assertEquals(1, asked.size());
    }

    @Test
    void aDragSelectsAWindowAndEscClearsIt(FxRobot robot) {
        var said = new ArrayList<String>();
        robot.interact(() -> {
            gallery.bars().setOnWindow((from, to) -> said.add("window"));
            gallery.bars().setOnClear(() -> said.add("clear"));
        });
        robot.drag(point(robot, gallery.bars(), 0.3, 0.5)).dropTo(point(robot, gallery.bars(), 0.5, 0.5));
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        assertEquals(List.of("window", "clear"), said);
        assertTrue(gallery.bars().getAccessibleText().contains("in all"));
    }

    private static Point2D point(FxRobot robot, Node node, double x, double y) {
        var bounds = robot.bounds(node).query();
        return new Point2D(
                bounds.getMinX() + bounds.getWidth() * x, bounds.getMinY() + bounds.getHeight() * y);
    }

    private static void hover(Node node, double x, double y) {
        var at = node.localToScene(x, y);
        Event.fireEvent(node,
                new MouseEvent(MouseEvent.MOUSE_MOVED, at.getX(), at.getY(), x, y, MouseButton.NONE, 0, false, false,
                        false, false, false, false, false, false, false, true, null));
    }

    private void save(String name, Theme theme) throws IOException {
        Platform.runLater(theme::use);
        WaitForAsyncUtils.waitForFxEvents();
        var image = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            var root = scene.getRoot();
            scene.setRoot(new Pane());
            var wide = new Scene(root, 1280, 1500);
            Theme.install(wide);
            wide.snapshot(null);
            hover(gallery.lines(), 560, 60);
            hover(gallery.bars(), 300, 60);
            var shot = wide.snapshot(null);
            wide.setRoot(new Pane());
            scene.setRoot(root);
            return shot;
        });
        var file = new File("target/screens/" + name + ".png");
        assertTrue(file.getParentFile().isDirectory() || file.getParentFile().mkdirs());
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file);
        assertTrue(file.length() > 20_000, "something is painted");
    }
}
