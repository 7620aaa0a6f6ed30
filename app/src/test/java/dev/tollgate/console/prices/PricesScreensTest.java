package dev.tollgate.console.prices;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Every state of the page in both themes and three sizes, into target/screens.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class PricesScreensTest {
    private static final int[][] SIZES = {{1000, 700}, {1280, 800}, {1920, 1080}};
    private static final String DATED =
            """
                      - { provider: sim, model: sim-large, from: 2025-11-01, input: 5, cache_read: 0.5, output: 25 }
                      - { provider: sim, model: sim-large, from: 2026-09-20, input: 3, cache_read: 0.3, output: 15, checked: 2026-09-20, tiers: [{ above: 200000, input: 6, output: 22.5 }] }
                      - { provider: sim, model: "sim-a-name-that-is-as-long-as-names-of-models-ever-get-in-practice", from: 2026-01-01, input: 3, cache_write_5m: 3.75, cache_write_1h: 6, output: 15 }
                      - { provider: sim, model: "検索サービス", from: 2026-01-01, input: 0.0028, output: 0.01, source: import, version: LiteLLM, checked: 2026-11-01 }
                    """;
    private Stage stage;

    @TempDir
    Path files;

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

    private static void calls(TestConsole console) {
        for (int i = 0; i < 6; i++) {
            console.chat("code", "one and another " + i);
            console.chat("single", "two and more words to count " + i);
        }
        console.saved();
    }

    private static void fx(Runnable work) {
        WaitForAsyncUtils.waitForAsyncFx(20_000, work);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static void edit(PricesPage page) {
        fx(() -> {
            page.paste(
                    "sim/sim-large\t2.7\t0.3\t-\t-\t13.5\nsim/sim-code\t1.5\t\t\t\t6\nsim/sim-small\t9\t10\t\t\t0.6");
            page.table().select("sim", "sim-large", Optional.empty());
        });
        TestConsole.await(() -> WaitForAsyncUtils.waitForAsyncFx(5_000,
                () -> page.prices().preview().get().isPresent()));
    }

    @Test
    void typical(FxRobot robot) throws IOException {
        shoot(robot, "typical", TestConsole.CONFIG + DATED, _ -> {});
    }

    @Test
    void pending(FxRobot robot) throws IOException {
        shoot(robot, "pending", TestConsole.CONFIG + DATED, page -> {
            edit(page);
            fx(page::openPreview);
        });
    }

    @Test
    void editor(FxRobot robot) throws IOException {
        shoot(robot, "editor", TestConsole.CONFIG + DATED, page -> fx(page::firstUnpriced));
    }

    @Test
    void imported(FxRobot robot) throws IOException {
        var file = Files.writeString(files.resolve("map.json"), """
                {"sim-large": {"litellm_provider": "sim", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6},
                 "検索サービス": {"litellm_provider": "sim", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6},
                 "sim-new": {"litellm_provider": "sim", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6}}
                """);
        shoot(robot, "import", TestConsole.CONFIG + DATED, page -> {
            fx(() -> page.list(file.toString()));
            TestConsole.await(() -> WaitForAsyncUtils.waitForAsyncFx(5_000,
                    () -> page.importPanel().node().isVisible()));
        });
    }

    @Test
    void history(FxRobot robot) throws IOException {
        shoot(robot, "history", TestConsole.CONFIG, page -> {
            edit(page);
            fx(page::commit);
            TestConsole.await(() -> WaitForAsyncUtils.waitForAsyncFx(5_000, () -> page.prices().drafts().isEmpty()));
            fx(page::history);
            TestConsole.await(() -> !robot.lookup("in force").queryAll().isEmpty());
        });
    }

    @Test
    void empty(FxRobot robot) throws IOException {
        shoot(robot, "empty", "", _ -> {});
    }

    private void shoot(FxRobot robot, String name, String yaml, Consumer<PricesPage> stand) throws IOException {
        try (var console = TestConsole.open(yaml); var feed = new Feed(console.gateway())) {
            if (!yaml.isEmpty()) {
                calls(console);
            }
            var page = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> new PricesPage(feed, new NotedPlaces()));
            robot.interact(() -> stage.getScene().setRoot(new StackPane(page.node())));
            robot.interact(() -> page.shown(View.NOW));
            TestConsole.await(() -> WaitForAsyncUtils.waitForAsyncFx(5_000,
                    () -> !page.table().node().getItems().isEmpty()));
            stand.accept(page);
            WaitForAsyncUtils.waitForFxEvents();
            for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
                robot.interact(theme::use);
                for (var size : SIZES) {
                    save(page, name, theme, size[0], size[1]);
                }
            }
            robot.interact(Theme.LIGHT::use);
        }
    }

    private static void save(PricesPage page, String name, Theme theme, int width, int height) throws IOException {
        double rail = width < 1120 ? 48 : 176;
        var image = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            var frame = new StackPane(page.node());
            frame.setPadding(new Insets(48, 0, 28, rail));
            frame.setStyle("-fx-background-color: -color-bg-default;");
            var scene = new Scene(frame, width, height);
            Theme.install(scene);
            scene.snapshot(null);
            scene.snapshot(null);
            var shot = scene.snapshot(null);
            frame.getChildren().clear();
            return shot;
        });
        var file = new File("target/screens/prices-" + name + "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width
                + ".png");
        assertTrue(file.getParentFile().isDirectory() || file.getParentFile().mkdirs());
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file);
        assertTrue(file.length() > 10_000, "something is painted");
    }
}
