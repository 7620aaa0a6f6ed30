package dev.tollgate.console.live;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.event.Event;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Every state of the page in both themes and three sizes, into target/screens.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class LiveScreensTest {
    private static final List<String> SCENES = List.of("empty", "typical", "incident", "huge");
    private static final int[][] SIZES = {{1000, 700}, {1280, 800}, {1920, 1080}};
    private final TestConsole console = TestConsole.open();
    private Feed feed;
    private Stage stage;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage shown) {
        Theme.LIGHT.use();
        feed = new Feed(console.gateway());
        stage = shown;
        stage.setScene(new Scene(new Pane(), 980, 700));
        Theme.install(stage.getScene());
        stage.show();
    }

    @AfterEach
    void close() {
        feed.close();
        console.close();
    }

    @Test
    void everySceneThemeAndSize(FxRobot robot) throws IOException {
        for (var name : SCENES) {
            var scene = new Scenes(name);
            var page = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> page(scene));
            robot.interact(() -> stage.getScene().setRoot(new StackPane(page.node())));
            WaitForAsyncUtils.waitForFxEvents();
            for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
                robot.interact(theme::use);
                for (var size : SIZES) {
                    save(page, name, theme, size[0], size[1]);
                }
            }
        }
        robot.interact(Theme.LIGHT::use);
    }

    private LivePage page(Scenes scene) {
        var page = new LivePage(scene, feed, new NotedPlaces());
        page.shown(View.NOW);
        if (!scene.snapshot().flights().isEmpty()) {
            page.live().happenings().heard(new Event.ConfigApplied(Scenes.NOW.minusSeconds(727), 12, "console"));
            page.live().happenings()
                    .heard(new Event.Acted(Scenes.NOW.minusSeconds(400), "console", "pause", "ci-tests"));
            page.live().happenings().heard(new Event.Acted(Scenes.NOW.minusSeconds(60), "console", "cut",
                    Control.EVERYTHING));
        }
        page.live().tick(scene.snapshot());
        page.live().tick(scene.snapshot());
        return page;
    }

    /// The last columns hold the stop controls.
    private static void everyColumnIsSeen(TableView<?> table) {
        double sum = table.getVisibleLeafColumns().stream().mapToDouble(TableColumn::getWidth).sum();
        assertTrue(table.getScene() == null || sum <= table.getWidth(),
                "columns of " + sum + " in a table of " + table.getWidth());
    }

    private void save(LivePage page, String name, Theme theme, int width, int height) throws IOException {
        double rail = width < 1120 ? 48 : 176;
        var image = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            var frame = new StackPane(page.node());
            frame.setPadding(new Insets(48, 0, 28, rail));
            frame.setStyle("-fx-background-color: -color-bg-default;");
            var scene = new Scene(frame, width, height);
            Theme.install(scene);
            scene.snapshot(null);
            page.live().tick(page.live().now().get());
            var shot = scene.snapshot(null);
            everyColumnIsSeen(page.burnersPanel().table());
            everyColumnIsSeen(page.flightsPanel().table());
            frame.getChildren().clear();
            return shot;
        });
        var file = new File("target/screens/live-" + name + "-" + theme.name().toLowerCase(Locale.ROOT) + "-"
                + width + ".png");
        assertTrue(file.getParentFile().isDirectory() || file.getParentFile().mkdirs());
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file);
        assertTrue(file.length() > 10_000, "something is painted");
    }
}
