package dev.tollgate.console.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// A home whose file alone may change it (`--config`): everything is seen, nothing is edited, and the page says why.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class KeysFromFileTest {
    @TempDir
    static Path folder;

    private Path file;
    private Gateway gateway;
    private Feed feed;
    private KeysPage page;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage stage) throws IOException {
        file = folder.resolve("tollgate.yaml");
        Files.writeString(file, TestConsole.CONFIG + "listen: { port: 0 }\n");
        gateway = assertInstanceOf(Opening.Ready.class,
                Gateway.open(GatewayOptions.of(folder.resolve("home")).withConfigFile(file))).gateway();
        feed = new Feed(gateway);
        page = new KeysPage(feed, new NotedPlaces());
        Theme.LIGHT.use();
        stage.setScene(new Scene(new StackPane(page.node()), 1104, 724));
        Theme.install(stage.getScene());
        stage.show();
        page.shown(View.NOW);
        feed.show(page.model());
        feed.start();
    }

    @AfterEach
    void close() {
        feed.close();
        gateway.close(Duration.ZERO);
    }

    @Test
    void theFileIsNamedAndNothingOffersToChangeIt(FxRobot robot) {
        TestConsole.await(() -> WaitForAsyncUtils.waitForAsyncFx(10_000,
                () -> page.keysModel().keys().size() == 2));
        assertTrue(texts(robot).stream().anyMatch(text -> text.contains(file.toString())
                && text.contains("which alone may change them")), texts(robot).toString());
        robot.interact(() -> page.openKey("web"));
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(List.of(), buttons(robot).stream().filter(text -> List.of("Save", "Create", "Delete", "New key",
                "Budget", "Rotate", "Budget for this key").contains(text)).toList());
        assertTrue(buttons(robot).contains("Pause"), "a stop acts all the same");
        assertTrue(texts(robot).stream().anyMatch(text -> text.startsWith("Configured by " + file)));
    }

    private static List<String> texts(FxRobot robot) {
        return robot.lookup((Node node) -> node instanceof Labeled label && label.getText() != null && shown(node))
                .queryAllAs(Labeled.class).stream().map(Labeled::getText).toList();
    }

    private static List<String> buttons(FxRobot robot) {
        return robot.lookup((Node node) -> node instanceof ButtonBase && shown(node)).queryAllAs(ButtonBase.class)
                .stream().map(Labeled::getText).toList();
    }

    private static boolean shown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
