package dev.tollgate.console.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.Drawings;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// A home whose file alone may change it (`--config`): tried, never written, and gone on with once the file was edited.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class SetupFromFileTest {
    private static final String BEFORE = "listen: { port: 0 }\n";

    private Path file;
    private Gateway gateway;
    private Feed feed;
    private Stage stage;
    private SetupPage page;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage shown) throws IOException {
        var folder = Files.createTempDirectory("tollgate-setup");
        file = folder.resolve("tollgate.yaml");
        Files.writeString(file, BEFORE);
        var options = GatewayOptions.of(folder.resolve("home")).withConfigFile(file);
        gateway = assertInstanceOf(Opening.Ready.class, Gateway.open(options)).gateway();
        gateway.start();
        gateway.simulated().control().speed(0);
        feed = new Feed(gateway);
        page = new SetupPage(feed, new NotedPlaces());
        stage = shown;
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
        page.hidden();
        feed.close();
        gateway.close(Duration.ZERO);
    }

    @Test
    void theLinesForTheFileAreToldAndTheCardGoesOnOnceTheyAreThere(FxRobot robot) throws IOException {
        robot.interact(() -> page.setup().test(""));
        until(() -> !(page.setup().trialProperty().get() instanceof Trial.Running));
        var told = assertInstanceOf(Trial.ReadOnly.class, page.setup().trialProperty().get());
        assertEquals(file.toString(), told.file());
        assertTrue(told.result().contains("free") && told.lines().contains("built-in:"), told.toString());
        assertFalse(told.lines().contains(told.key().orElseThrow().secret()), "a key is named, never written");
        new Drawings(stage, page.node(), "setup").save("file");
        assertEquals(BEFORE, Files.readString(file));
        Files.writeString(file, BEFORE + told.lines() + "\n");
        until(() -> page.setup().trialProperty().get() instanceof Trial.Passed);
        assertEquals("first-key", page.setup().keyNameProperty().get());
        robot.interact(page.setup()::send);
        until(() -> page.setup().firstProperty().get().isPresent());
        assertTrue(page.setup().firstProperty().get().orElseThrow().detail().contains("free"));
        new Drawings(stage, page.node(), "setup").save("file-called");
    }

    @Test
    void aCapIsChangedInTheFileOnly(FxRobot robot) {
        robot.interact(() -> page.setup().capDay("5", () -> {}));
        until(() -> page.setup().capProblemProperty().get().contains(file.toString()));
        assertTrue(robot.lookup("Set one").tryQuery().filter(node -> node.isVisible()).isEmpty(), "no dead button");
    }

    private static void until(BooleanSupplier condition) {
        TestConsole.await(() -> WaitForAsyncUtils.waitForAsyncFx(10_000, condition::getAsBoolean));
        WaitForAsyncUtils.waitForFxEvents();
    }
}
