package dev.tollgate.console.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import javafx.scene.control.Label;
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

/// A backup restored from the window: the home is closed, replaced and opened again, or left as it was.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class RestoreInWindowTest {
    @TempDir
    Path folder;

    private Stage stage;
    private MainWindow window;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage shown) {
        stage = shown;
    }

    @AfterEach
    void close() {
        window.closeOpen(Duration.ZERO);
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            stage.close();
            Theme.LIGHT.use();
        });
    }

    private Gateway open() {
        var home = folder.resolve("home");
        var options = GatewayOptions.of(home).withPort(0);
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            window = new MainWindow(stage, Source.of(home, () -> Gateway.open(options)), Time.system(), _ -> {});
            window.show();
        });
        TestConsole.await(() -> window.shell().isPresent());
        return gateway();
    }

    private Gateway gateway() {
        return window.shell().orElseThrow().feed().gateway();
    }

    private Gateway after(Gateway before, FxRobot robot, Path file) {
        robot.interact(() -> window.shell().orElseThrow().restore(file, Optional.empty()));
        var now = new AtomicReference<Gateway>(before);
        TestConsole.await(() -> {
            window.shell().map(shell -> shell.feed().gateway()).ifPresent(now::set);
            return !now.get().equals(before);
        });
        return now.get();
    }

    @Test
    void theHomeIsThatOfTheBackupAfterwards(FxRobot robot) throws IOException {
        var before = open();
        var file = folder.resolve("home.zip");
        before.backups().write(file, Optional.empty());
        before.versions().apply("test", config -> config.withBudgets(List.of()));

        var now = after(before, robot, file);
        assertEquals(1, now.config().budgets().size());
        assertTrue(Files.exists(folder.resolve("home/before-restore/ledger.mv.db")));
        TestConsole.await(() -> robot.lookup((Label said) -> String.valueOf(said.getText()).startsWith("Restored:"))
                .tryQuery().isPresent());
    }

    @Test
    void aFileThatCannotBeRestoredLeavesTheHomeAsItWas(FxRobot robot) throws IOException {
        var before = open();
        before.versions().apply("test", config -> config.withBudgets(List.of()));
        var text = Files.writeString(folder.resolve("text"), "no backup");

        var now = after(before, robot, text);
        assertEquals(List.of(), now.config().budgets());
        TestConsole.await(
                () -> robot.lookup((Label said) -> String.valueOf(said.getText()).contains("is no backup")).tryQuery()
                        .isPresent());
    }
}
