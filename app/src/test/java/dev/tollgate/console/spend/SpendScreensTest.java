package dev.tollgate.console.spend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.time.Time;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
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
class SpendScreensTest {
    private static final int[][] SIZES = {{1000, 700}, {1280, 800}, {1920, 1080}};
    private static final Duration WEEK = Duration.ofDays(7);
    private Stage stage;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage shown) {
        Theme.LIGHT.use();
        stage = shown;
        stage.setScene(new Scene(new Pane(), 980, 700));
        Theme.install(stage.getScene());
        stage.show();
    }

    @Test
    void empty(FxRobot robot) throws IOException {
        shoot(robot, "empty", _ -> {}, new View(TimeRange.live(WEEK), Filter.NONE));
    }

    @Test
    void typicalAndAWindow(FxRobot robot) throws IOException {
        var now = Time.system().instant();
        shoot(robot, "typical", new Weeks(now)::typical, new View(TimeRange.live(WEEK), Filter.NONE));
        shoot(robot, "window", new Weeks(now)::typical, new View(TimeRange.live(WEEK), Filter.NONE),
                new View(Weeks.loop(now).range(), Filter.NONE));
    }

    @Test
    void todayAndAQuarter(FxRobot robot) throws IOException {
        var now = Time.system().instant();
        shoot(robot, "today", new Weeks(now)::typical, new View(TimeRange.live(Duration.ofDays(1)), Filter.NONE));
        shoot(robot, "quarter", new Weeks(now)::typical, new View(TimeRange.live(Duration.ofDays(90)), Filter.NONE));
    }

    @Test
    void huge(FxRobot robot) throws IOException {
        shoot(robot, "huge", new Weeks(Time.system().instant())::huge, new View(TimeRange.live(WEEK), Filter.NONE));
    }

    private void shoot(FxRobot robot, String name, Consumer<Ledger> past, View... views) throws IOException {
        try (var console = TestConsole.open(TestConsole.CONFIG, past);
                var feed = new Feed(console.gateway())) {
            var page = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> new SpendPage(feed, new NotedPlaces()));
            robot.interact(() -> stage.getScene().setRoot(new StackPane(page.node())));
            for (var view : views) {
                robot.interact(() -> page.spend().drag(new Span(view.range().from(console.gateway().time().instant()),
                        view.range().to(console.gateway().time().instant()))));
                robot.interact(() -> page.shown(view));
                TestConsole.await(() -> WaitForAsyncUtils.waitForAsyncFx(5_000, () -> page.spend().isAnswered()));
                WaitForAsyncUtils.waitForFxEvents();
            }
            for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
                robot.interact(theme::use);
                for (var size : SIZES) {
                    save(page, name, theme, size[0], size[1]);
                }
            }
            robot.interact(Theme.LIGHT::use);
        }
    }

    private static void save(SpendPage page, String name, Theme theme, int width, int height) throws IOException {
        double rail = width < 1120 ? 48 : 176;
        var image = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            var frame = new StackPane(page.node());
            frame.setPadding(new Insets(48, 0, 28, rail));
            frame.setStyle("-fx-background-color: -color-bg-default;");
            var scene = new Scene(frame, width, height);
            Theme.install(scene);
            scene.snapshot(null);
            var shot = scene.snapshot(null);
            frame.getChildren().clear();
            return shot;
        });
        var file = new File("target/screens/spend-" + name + "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width
                + ".png");
        assertTrue(file.getParentFile().isDirectory() || file.getParentFile().mkdirs());
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file);
        assertTrue(file.length() > 10_000, "something is painted");
    }
}
