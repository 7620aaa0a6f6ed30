package dev.tollgate.console.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.demo.Demo;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.GatewayStatus;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
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

/// The window's life: it opens first, says why a home cannot be opened, is raised by a second start, and remembers.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class MainWindowTest {
    private static final int RUNNING = -1;

    @TempDir
    private Path home;

    private final AtomicInteger exit = new AtomicInteger(RUNNING);
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
        if (window != null) {
            window.closeOpen(Duration.ZERO);
        }
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            stage.close();
            Theme.LIGHT.use();
        });
    }

    private void open(GatewayOptions options) {
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            window = new MainWindow(stage, Source.of(home, () -> Gateway.open(options)), Time.system(), exit::set);
            window.show();
        });
    }

    private void opened(GatewayOptions options) throws Exception {
        open(options);
        until(() -> window.shell().isPresent());
    }

    @Test
    void aSecondStartRaisesTheWindowOfTheFirstAndGoes(FxRobot robot) throws Exception {
        opened(GatewayOptions.of(home).withPort(0));
        robot.interact(() -> stage.setIconified(true));
        var second = new AtomicInteger(RUNNING);
        robot.interact(() -> new MainWindow(new Stage(), Source.of(home,
                () -> Gateway.open(GatewayOptions.of(home).withPort(0))), Time.system(), second::set).show());
        until(() -> second.get() != RUNNING);
        assertEquals(3, second.get());
        assertFalse(stage.isIconified());
        assertEquals(RUNNING, exit.get());
    }

    @Test
    void aCorruptLedgerIsSaidInWordsAndLeftAlone(FxRobot robot) throws Exception {
        var file = home.resolve("ledger.mv.db");
        Files.writeString(file, "not a database");
        open(GatewayOptions.of(home).withPort(0));
        until(() -> robot.lookup(TextArea.class::isInstance).tryQuery().isPresent());
        var said = robot.lookup(TextArea.class::isInstance).<TextArea>query().getText();
        assertTrue(said.contains("ledger.mv.db"), said);
        assertEquals("not a database", Files.readString(file));
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn("#quit");
        assertEquals(1, exit.get());
    }

    @Test
    void aLedgerOfANewerTollgateIsSaidInWordsAndLeftAlone(FxRobot robot) throws Exception {
        assertInstanceOf(Opening.Ready.class, Gateway.open(GatewayOptions.of(home).withPort(0))).gateway().close();
        var file = home.resolve("ledger.mv.db");
        try (var ledger = DriverManager.getConnection("jdbc:h2:file:" + home.resolve("ledger"), "sa", "");
                var statement = ledger.createStatement()) {
            statement.execute("INSERT INTO schema_version VALUES (999, '9.9.9')");
        }
        var before = Files.readAllBytes(file);
        open(GatewayOptions.of(home).withPort(0));
        until(() -> robot.lookup(TextArea.class::isInstance).tryQuery().isPresent());
        var said = robot.lookup(TextArea.class::isInstance).<TextArea>query().getText();
        assertTrue(said.contains("newer Tollgate") && said.contains("9.9.9"), said);
        assertArrayEquals(before, Files.readAllBytes(file));
        robot.interact(window::quit);
        assertEquals(1, exit.get());
    }

    @Test
    void aStopOutlivesARestartWithItsTimeAndItsCountAndEndsWithOneClick(FxRobot robot) throws Exception {
        var opening = assertInstanceOf(Opening.Ready.class, Gateway.open(GatewayOptions.of(home).withPort(0)));
        opening.gateway().control().pause("console", Control.EVERYTHING);
        var since = opening.gateway().control().pauses().getFirst().since();
        opening.gateway().close();
        opened(GatewayOptions.of(home).withPort(0));
        var clock = Format.clockSeconds(since, ZoneId.systemDefault());
        for (var page : Places.Name.values()) {
            robot.interact(() -> window.shell().orElseThrow().open(page, View.NOW));
            until(() -> robot.lookup((Labeled l) -> l.getText() != null && l.getText()
                    .equals("Everything is paused since " + clock + " · no call refused yet")).tryQuery().isPresent());
        }
        fire(robot, "#resume-everything");
        until(() -> window.shell().orElseThrow().feed().gateway().control().pauses().isEmpty());
    }

    @Test
    void everyMistakeOfAConfigurationIsListedAndTheExitCodeIsTwo(FxRobot robot) throws Exception {
        var file = Files.writeString(home.resolve("tollgate.yaml"), "routes:\n  fast: { targets: [] }\ncolour: red\n");
        open(GatewayOptions.of(home).withConfigFile(file).withPort(0));
        until(() -> robot.lookup(TextArea.class::isInstance).tryQuery().isPresent());
        assertTrue(robot.lookup(TextArea.class::isInstance).<TextArea>query().getText().contains("colour"));
        robot.interact(window::quit);
        assertEquals(2, exit.get());
    }

    @Test
    void aBusyPortSaysWhoseItIsAndTheNextFreeOneIsOneClickAway(FxRobot robot) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            opened(GatewayOptions.of(home).withPort(taken.getLocalPort()));
            until(() -> robot.lookup((Labeled l) -> "port busy".equals(l.getText())).tryQuery().isPresent());
            assertTrue(robot.lookup((Labeled l) -> l.getText() != null
                    && l.getText().startsWith("Port " + taken.getLocalPort())).tryQuery().isPresent());
            robot.clickOn(robot.lookup((Labeled l) -> "Use next free port".equals(l.getText())).<Labeled>query());
            until(() -> robot.lookup((Labeled l) -> "listening".equals(l.getText())).tryQuery().isPresent());
            assertEquals(GatewayStatus.State.LISTENING,
                    window.shell().orElseThrow().feed().gateway().status().state());
        }
    }

    @Test
    void quittingEndsTheGatewayAndThemeAndPlaceAreRemembered(FxRobot robot) throws Exception {
        opened(GatewayOptions.of(home).withPort(0));
        robot.interact(() -> window.shell().orElseThrow().theme(Theme.DARK));
        robot.interact(() -> stage.setWidth(960));
        robot.interact(window::quit);
        until(() -> exit.get() == 0);
        var again = Gateway.open(GatewayOptions.of(home).withPort(0));
        assertTrue(again instanceof Opening.Ready);
        ((Opening.Ready) again).gateway().close();
        var memory = new WindowMemory(home);
        assertEquals(Theme.DARK, memory.theme());
        assertTrue(Files.readString(home.resolve("window.properties")).contains("width=960.0"));
    }

    @Test
    void thePlaceIsRememberedAlsoWhenTheSessionEndsTheProcess(FxRobot robot) throws Exception {
        opened(GatewayOptions.of(home).withPort(0));
        robot.interact(() -> stage.setWidth(940));
        window.closeOpen(Duration.ZERO);
        assertTrue(Files.readString(home.resolve("window.properties")).contains("width=940.0"));
    }

    @Test
    void aWindowThatWouldBeOffScreenIsCentred() throws IOException {
        Files.writeString(home.resolve("window.properties"), "x=9000\ny=9000\nwidth=950\nheight=650\n");
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> new WindowMemory(home).place(stage));
        assertEquals(950, stage.getWidth());
        assertTrue(stage.getX() >= 0 && stage.getX() < 100, "x " + stage.getX());
    }

    @Test
    void theDemoGivesWayToTheUsualHomeWithItsSetupCard(FxRobot robot) throws Exception {
        var demo = Demo.at(Optional.of(home.resolve("demo")), OptionalInt.of(0));
        var real = home.resolve("real");
        var source = new Source(demo.home(), demo::open, gateway -> Optional.of(demo.traffic(gateway)), () -> {},
                Optional.of(() -> Source.of(real, () -> Gateway.open(GatewayOptions.of(real).withPort(0)))));
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            window = new MainWindow(stage, source, Time.system(), exit::set);
            window.show();
        });
        until(() -> robot.lookup("#demo-runaway").tryQuery().isPresent());
        fire(robot, "#demo-runaway");
        until(() -> robot.lookup((Labeled l) -> "Stop the runaway agent".equals(l.getText())).tryQuery().isPresent());
        fire(robot, "#demo-down");
        until(() -> robot.lookup((Labeled l) -> "Bring the provider back".equals(l.getText())).tryQuery().isPresent());
        fire(robot, "#demo-real");
        until(() -> window.shell().map(s -> s.feed().gateway().home().equals(real)).orElse(false));
        until(() -> robot.lookup((Labeled l) -> l.getText() != null && l.getText().startsWith("Choose a provider"))
                .tryQuery().isPresent());
        assertTrue(robot.lookup("#demo-real").tryQuery().isEmpty() || !robot.lookup("#demo-real").query().isVisible());
    }

    private static void fire(FxRobot robot, String id) {
        robot.interact(() -> robot.lookup(id).queryButton().fire());
    }

    private static void until(BooleanSupplier condition) throws Exception {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition::getAsBoolean);
    }
}
