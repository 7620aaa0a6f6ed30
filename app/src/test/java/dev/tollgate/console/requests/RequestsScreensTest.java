package dev.tollgate.console.requests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Reason;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Insets;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.scene.layout.HBox;
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
class RequestsScreensTest {
    private static final List<String> SCENES =
            List.of("empty", "home", "typical", "list", "huge");
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
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            robot.interact(theme::use);
            for (var scene : SCENES) {
                for (var size : SIZES) {
                    save(scene, theme, size[0], size[1]);
                }
            }
            for (var call : calls().entrySet()) {
                save("inspector-" + call.getKey(), theme, call.getValue());
            }
        }
        robot.interact(Theme.LIGHT::use);
    }

    private RequestsPage page(String scene) {
        var supply = new StagedSupply();
        if (scene.equals("huge")) {
            Samples.many(12_000).forEach(supply::settle);
        } else if (!scene.equals("empty") && !scene.equals("home")) {
            Samples.typical().forEach(supply::settle);
        }
        var page = new RequestsPage(supply, feed, new NotedPlaces());
        page.shown(scene.equals("empty")
                ? new View(TimeRange.LIVE_15_MIN,
                        Filter.NONE.with(Dimension.KEY, "web").with(Dimension.OUTCOME, "failed"))
                : View.NOW);
        return page;
    }

    private static void stage(RequestsPage page, String scene) {
        var model = page.requests();
        if (scene.equals("empty")) {
            page.explain(model.view(), new Hints(
                    Optional.of(new Hints.Without("outcome:failed", Filter.NONE.with(Dimension.KEY, "web"), 132)),
                    Optional.of(new Hints.Wider(TimeRange.live(Duration.ofHours(1)), 3)),
                    Optional.of(Samples.moved(Samples.inspected(), "x", Samples.NOW.minusSeconds(2_431)))));
            return;
        }
        if (scene.equals("home")) {
            page.explain(model.view(), Hints.NONE);
            return;
        }
        model.tick(Samples.NOW, List.of(Samples.flight("f1", Samples.NOW.minusSeconds(12), 318),
                Samples.flight("f2", Samples.NOW.minusSeconds(10), 0)));
        if (scene.equals("list") || scene.equals("huge")) {
            return;
        }
        page.open(Samples.inspected().id());
        page.inspector().select(Inspector.Part.COST);
        page.table().scrollTo(model.rows().size() - 30);
        model.tick(Samples.NOW, List.of(Samples.flight("f1", Samples.NOW.minusSeconds(12), 318),
                Samples.flight("f2", Samples.NOW.minusSeconds(10), 0), Samples.flight("f3", Samples.NOW, 0)));
    }

    /// One call of each kind that the inspector has to explain.
    private static Map<String, Row> calls() {
        var code = Samples.of("agent-dev", "code").who("fix-loop", "19bc");
        return Map.of("fallback", Row.of(Samples.inspected()),
                "unpriced", Row.of(Samples.of("notebook", "try").who("explore", "e7").took(4_100)
                        .unpriced("mistral/mistral-next", 1_795, 288).entry()),
                "budget", Row.of(Samples.of("batch", "bulk").rejected(Reason.BUDGET_EXCEEDED,
                        "Budget batch-day of $2.00 is used up until 00:00 UTC").entry()),
                "unauthorised", Row.of(Samples.of("unknown", "-").rejected(Reason.INVALID_KEY,
                        "No key of this gateway; the call came from python-httpx").entry()),
                "running", Row.of(Samples.flight("req_01hv7k2m9x4f1c10", Samples.NOW.minusSeconds(12), 318),
                        Samples.NOW),
                "interrupted", Row.of(code.took(1_200).estimated("claude/sonnet", 1_702, 88, UsageSource.ESTIMATED,
                        Fault.CUT).ends(Outcome.INTERRUPTED, 200, "cut by the operator").entry()));
    }

    /// All tabs of the inspector beside each other.
    private void save(String name, Theme theme, Row row) throws IOException {
        var image = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            var sheet = new HBox(1);
            sheet.setStyle("-fx-background-color: -color-bg-default;");
            sheet.getStylesheets().add(Objects.requireNonNull(RequestsPage.class.getResource("requests.css"))
                    .toExternalForm());
            for (var part : Inspector.Part.values()) {
                var inspector = new Inspector(feed, new NotedPlaces(), ZoneOffset.UTC, () -> {});
                inspector.setPrefSize(Inspector.WIDTH, 680);
                inspector.setMinWidth(Inspector.WIDTH);
                inspector.show(row);
                inspector.select(part);
                sheet.getChildren().add(inspector);
            }
            var scene = new Scene(sheet, (Inspector.WIDTH + 1) * Inspector.Part.values().length, 680);
            Theme.install(scene);
            return scene.snapshot(null);
        });
        write(image, name, theme, 1800);
    }

    private void save(String name, Theme theme, int width, int height) throws IOException {
        double rail = width < 1120 ? 48 : 176;
        var page = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> page(name));
        // a scene without a window, since the headless screen is smaller than the largest size
        var image = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            var frame = new StackPane(page.node());
            frame.setPadding(new Insets(48, 0, 28, rail));
            frame.setStyle("-fx-background-color: -color-bg-default;");
            var scene = new Scene(frame, width, height);
            Theme.install(scene);
            layOut(frame);
            stage(page, name);
            layOut(frame);
            page.requests().tick(Samples.NOW, List.of());
            return scene.snapshot(null);
        });
        write(image, name, theme, width);
    }

    /// What a pulse does, without the painting.
    private static void layOut(Parent root) {
        root.applyCss();
        root.layout();
    }

    private static void write(Image image, String name, Theme theme, int width) throws IOException {
        var file = new File("target/screens/requests-" + name + "-" + theme.name().toLowerCase(Locale.ROOT) + "-"
                + width + ".png");
        assertTrue(file.getParentFile().isDirectory() || file.getParentFile().mkdirs());
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", file);
        assertTrue(file.length() > 8_000, "something is painted");
    }
}
