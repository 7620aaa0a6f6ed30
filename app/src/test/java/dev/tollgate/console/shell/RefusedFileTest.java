package dev.tollgate.console.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// A `--config` file saved with a mistake while the window is open: a banner says which, until the file is right.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class RefusedFileTest {
    private static final String RIGHT = TestConsole.CONFIG + "listen: { port: 0 }\n";

    @TempDir
    static Path folder;

    private Path file;
    private Gateway gateway;
    private Shell shell;
    private Scene scene;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage stage) throws IOException {
        file = Files.writeString(folder.resolve("tollgate.yaml"), RIGHT);
        gateway = assertInstanceOf(Opening.Ready.class,
                Gateway.open(GatewayOptions.of(folder.resolve("home")).withConfigFile(file))).gateway();
        gateway.start();
        shell = new Shell(gateway, false);
        scene = new Scene(shell.root(), 1000, 700);
        Theme.LIGHT.use();
        Theme.install(scene);
        stage.setScene(scene);
        stage.show();
        shell.start(Places.Name.LIVE);
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(60_000, shell::close);
        gateway.close(Duration.ZERO);
    }

    private boolean says(String words) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, () -> labels().stream().anyMatch(l -> l.getText().contains(
                words)));
    }

    private List<Labeled> labels() {
        return shell.root().lookupAll(".tg-banner .label").stream().filter(RefusedFileTest::shown)
                .map(Labeled.class::cast).filter(label -> label.getText() != null).toList();
    }

    private static boolean shown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    @Test
    void theBannerNamesTheMistakeAndGoesWithIt() throws IOException {
        assertFalse(says("not used"));
        Files.writeString(file, RIGHT.replace("provider: sim, model: sim-code", "provider: smi, model: sim-code")
                .replace("usd: 25", "usd: plenty"));
        TestConsole.await(() -> says("The changed configuration is not used: " + file + ":"));
        assertTrue(says("1 more mistake in it"));
        assertTrue(says("What was in force before stays so"));
        assertEquals(25_000_000_000_000L, gateway.config().budgets().getFirst().limit());
        for (var theme : new Theme[] {Theme.DARK, Theme.LIGHT}) {
            WaitForAsyncUtils.waitForAsyncFx(60_000, theme::use);
            assertTrue(draw(theme, 1000, 700), "the banner's text is cut");
            assertTrue(draw(theme, 1280, 800), "the banner's text is cut");
        }

        Files.writeString(file, RIGHT.replace("usd: 25", "usd: 40"));
        TestConsole.await(() -> gateway.config().budgets().getFirst().limit() == 40_000_000_000_000L);
        TestConsole.await(() -> !says("not used"));
    }

    /// Draws the window into target/screens.
    ///
    /// @return whether the banner's text is whole
    private boolean draw(Theme theme, int width, int height) throws IOException {
        var whole = new AtomicBoolean();
        var image = WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            var root = scene.getRoot();
            scene.setRoot(new Pane());
            var drawn = new Scene(root, width, height);
            Theme.install(drawn);
            drawn.snapshot(null);
            var picture = drawn.snapshot(null);
            whole.set(labels().stream().noneMatch(Labeled::isTextTruncated));
            drawn.setRoot(new Pane());
            scene.setRoot(root);
            return picture;
        });
        Files.createDirectories(Path.of("target/screens"));
        ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", Path.of("target/screens/refused-file-"
                + theme.name().toLowerCase(Locale.ROOT) + "-" + width + "x" + height + ".png").toFile());
        return whole.get();
    }
}
