package dev.tollgate.console.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.fx.KpiTile;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.NotedPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The tiles' small lines: whole at every width, and without a mark before anything is known.
@ExtendWith(ApplicationExtension.class)
class TileRowTest {
    private static final long USD = 1_000_000_000_000L;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage stage) {
        Theme.LIGHT.use();
        stage.setScene(new Scene(new Pane(), 100, 100));
        stage.show();
    }

    private static <T> T fx(Supplier<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, work::get);
    }

    private static Figures figures(Figures.Spend spend, Figures.Trouble trouble) {
        var scenes = new Scenes("typical");
        var model = new LivePageModel(scenes);
        model.tick(scenes.snapshot());
        var typical = Objects.requireNonNull(model.figures().get());
        return new Figures(spend, typical.burn(), typical.velocity(), trouble, typical.tightest(),
                typical.providers());
    }

    /// What is read in the line below the value, each text as it is drawn.
    private static List<String> line(KpiTile tile) {
        return tile.lookupAll(".tg-tile-sub .label").stream().map(Label.class::cast).filter(TileRowTest::shown)
                .filter(label -> !label.getText().isEmpty()).map(TileRowTest::drawn).toList();
    }

    private static String drawn(Label label) {
        var text = ((Text) label.lookup(".text")).getText();
        assertEquals(label.getText(), text, "clipped");
        return text;
    }

    private static boolean shown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static List<String> at(int tile, double width, Figures figures) {
        return fx(() -> {
            var row = new TileRow(new NotedPlaces());
            var shown = row.tiles().get(tile);
            shown.setMinWidth(width);
            shown.setPrefWidth(width);
            shown.setMaxWidth(width);
            var scene = new Scene(new HBox(shown), 400, 120);
            Theme.install(scene);
            row.show(figures);
            scene.snapshot(null);
            row.show(figures); // as the next tick does
            scene.snapshot(null);
            return line(shown);
        });
    }

    @Test
    void nothingOfTheSpendTileIsClippedAtAnyWidth() {
        var some = figures(new Figures.Spend(4 * USD, USD / 3_200, 39, ""), new Figures.Trouble(1, 0, 0, 0));
        var much = figures(new Figures.Spend(4 * USD, 1_234_567 * USD, 0, "UTC"), new Figures.Trouble(1, 0, 0, 0));
        for (double width = 110; width <= 320; width += 10) {
            var line = at(0, width, some);
            assertTrue(line.getLast().endsWith("39 unpriced"), width + ": " + line);
            assertTrue(at(0, width, much).getFirst().startsWith("res. $1"), width + " px");
        }
        assertEquals(2, at(0, 320, some).size());
        assertEquals(List.of("+ 39 unpriced"), at(0, 170, some));
    }

    @Test
    void nothingOfTheTroubleTileIsClippedAtAnyWidth() {
        var figures = figures(new Figures.Spend(0, 0, 0, ""), new Figures.Trouble(1_000, 300, 123, 123_456));
        for (double width = 110; width <= 320; width += 10) {
            assertEquals("123k billed", at(3, width, figures).getLast(), width + " px");
        }
        assertEquals(2, at(3, 320, figures).size());
    }

    @Test
    void noMarkIsSeenBeforeTheFirstFigures() throws IOException {
        var image = fx(() -> {
            var row = new HBox(8);
            row.getChildren().setAll(new TileRow(new NotedPlaces()).tiles());
            var scene = new Scene(row, 1_100, 120);
            Theme.install(scene);
            var shot = scene.snapshot(null);
            for (var kind : List.of(".tg-mark-fill", ".tg-mark-stroke")) {
                assertFalse(row.lookupAll(kind).stream().anyMatch(TileRowTest::shown), kind);
            }
            return shot;
        });
        Files.createDirectories(Path.of("target/screens"));
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", Path.of("target/screens/live-tiles-blank.png")
                .toFile());
    }
}
