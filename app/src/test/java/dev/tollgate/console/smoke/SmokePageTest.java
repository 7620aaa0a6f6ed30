package dev.tollgate.console.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.shell.Shell;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.sim.SimFault;
import dev.tollgate.gateway.smoke.Check;
import dev.tollgate.gateway.term.TargetId;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// The page in the whole frame, over a real gateway and its built-in provider.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class SmokePageTest {
    private static final TargetId SMALL = new TargetId("sim", "", "sim-small");
    private final TestConsole console = TestConsole.open();
    private Shell shell;
    private Stage stage;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage shown) {
        stage = shown;
        Theme.LIGHT.use();
        console.provider().speed(20);
        shell = new Shell(console.gateway(), false);
        var scene = new Scene(new Pane(), 1280, 800);
        Theme.install(scene);
        stage.setScene(scene);
        scene.setRoot(shell.root());
        stage.show();
        shell.start(Places.Name.LIVE);
    }

    @AfterEach
    void close(FxRobot robot) {
        robot.interact(shell::close);
        console.close();
    }

    private static boolean onFx(BooleanSupplier condition) {
        return WaitForAsyncUtils.waitForAsyncFx(30_000, condition::getAsBoolean);
    }

    private static void await(BooleanSupplier condition) {
        TestConsole.await(() -> onFx(condition));
    }

    private void open(FxRobot robot) {
        robot.interact(() -> shell.open(Places.Name.SMOKE, View.NOW));
        await(() -> cellOf(robot, SMALL, Check.CHAT) != null);
    }

    private static @Nullable Node cellOf(FxRobot robot, TargetId target, Check check) {
        return robot.lookup(".tg-smoke-cell").queryAll().stream()
                .filter(node -> Objects.toString(node.getAccessibleText(), "")
                        .startsWith(target.label() + ", " + check.title() + ":"))
                .findFirst().orElse(null);
    }

    private static Node shown(FxRobot robot, TargetId target, Check check) {
        return Objects.requireNonNull(cellOf(robot, target, check));
    }

    private static String said(FxRobot robot, TargetId target, Check check) {
        var node = cellOf(robot, target, check);
        return node == null ? "" : Objects.toString(node.getAccessibleText(), "");
    }

    /// A page that still shows a run takes no new one.
    private static void press(FxRobot robot, String accessible) {
        await(() -> !button(robot, accessible).isDisabled());
        robot.interact(() -> button(robot, accessible).fire());
    }

    private static Button button(FxRobot robot, String accessible) {
        return robot.lookup(".button").queryAllAs(Button.class).stream()
                .filter(b -> accessible.equals(b.getAccessibleText()) || accessible.equals(b.getText())).findFirst()
                .orElseThrow(() -> new AssertionError("no button " + accessible));
    }

    private void awaitRun(int count) {
        TestConsole.await(() -> console.gateway().smoke().runs().recent(10).stream()
                .filter(r -> r.state() != SmokeRun.State.RUNNING).count() >= count);
        await(() -> true);
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Labeled.class).getText();
    }

    @Test
    void aProviderIsTestedBrokenOnPurposeAndTestedAgain(FxRobot robot) {
        open(robot);
        assertTrue(said(robot, SMALL, Check.TOOLS).contains("never run"));
        press(robot, "Test sim/sim-small");
        awaitRun(1);
        await(() -> said(robot, SMALL, Check.TOOLS).contains(": ok"));
        for (var check : Check.values()) {
            await(() -> said(robot, SMALL, check).contains(check == Check.EMBED ? ": not offered" : ": ok"));
        }

        console.provider().script("sim-small", SimFault.of(SimFault.Kind.TOOLS_SPLIT), Duration.ofMinutes(5));
        press(robot, "Test sim/sim-small");
        awaitRun(2);
        await(() -> said(robot, SMALL, Check.TOOLS).contains(": FAIL, Arguments split over two indices"));
        for (var check : Check.values()) {
            await(() -> check == Check.TOOLS || said(robot, SMALL, check).contains(
                    check == Check.EMBED ? ": not offered" : ": ok"));
        }
        await(() -> shown(robot, SMALL, Check.TOOLS).getStyleClass().contains("failed"));

        robot.interact(() -> shown(robot, SMALL, Check.TOOLS).fireEvent(click()));
        await(() -> !robot.lookup(".tg-smoke-verdict").queryAll().isEmpty());
        var causes = robot.lookup(".tg-smoke-verdict .label").queryAllAs(Label.class).stream().map(Label::getText)
                .toList();
        assertEquals("Arguments split over two indices", causes.getFirst());
        press(robot, "Copy the line that repeats the call; the secret stands as a variable");
        robot.interact(() -> assertTrue(Clipboard.getSystemClipboard().getString().startsWith("curl -sS -i -N 'http"),
                Clipboard.getSystemClipboard().getString()));

        await(() -> robot.lookup(".tg-badge").queryAllAs(Label.class).stream()
                .anyMatch(badge -> badge.isVisible() && badge.getText().equals("1")));
        await(() -> robot.lookup("#nav-smoke").queryAs(ToggleButton.class).getAccessibleText()
                .equals("Smoke, 1 failing checks"));
        await(() -> robot.lookup(".table-cell").queryAllAs(Labeled.class).stream().anyMatch(
                cell -> "tools ok → FAIL, sim-small".equals(cell.getText())));

        robot.interact(() -> robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE));
        await(() -> robot.lookup(".tg-smoke-verdict").queryAll().stream().noneMatch(Node::isVisible)
                || robot.lookup(".tg-inspector").queryAll().stream().noneMatch(Node::isVisible));
    }

    private static MouseEvent click() {
        return new MouseEvent(MouseEvent.MOUSE_CLICKED, 5, 5, 5, 5,
                MouseButton.PRIMARY, 1, false, false, false, false, true, false, false, true, false,
                true, null);
    }

    @Test
    void theEstimateFollowsWhatIsChosenAndTheCeilingIsReadAsTyped(FxRobot robot) {
        open(robot);
        await(() -> text(robot, "#smoke-estimate").contains("calls, about $"));
        assertTrue(text(robot, "#smoke-estimate").endsWith("+ 1 unpriced"), text(robot, "#smoke-estimate"));
        var ceiling = robot.lookup("#smoke-ceiling").queryAs(TextField.class);
        robot.interact(() -> ceiling.setText("five"));
        await(() -> text(robot, "#smoke-estimate").startsWith("The ceiling is an amount"));
        assertTrue(robot.lookup("#smoke-run").queryAs(Button.class).isDisabled());
        robot.interact(() -> ceiling.setText("0.0000001"));
        await(() -> !robot.lookup("#smoke-run").queryAs(Button.class).isDisabled());
        press(robot, "Test sim/sim-small");
        awaitRun(1);
        var run = console.gateway().smoke().runs().recent(1).getFirst();
        assertEquals(SmokeRun.State.CEILING, run.state());
        assertEquals(0, run.calls());
        await(() -> robot.lookup(".table-cell").queryAllAs(Labeled.class).stream().anyMatch(
                cell -> Objects.toString(cell.getText(), "").contains("ended at its ceiling")));
    }

    /// What an earlier run found is not shown as if the cancelled one had found it.
    @Test
    void aCancelledRunLeavesNoCellAsItsOwn(FxRobot robot) {
        open(robot);
        press(robot, "Test sim/sim-small");
        awaitRun(1);
        await(() -> said(robot, SMALL, Check.CHAT).contains(": ok"));
        console.provider().script("sim-small", SimFault.of(SimFault.Kind.SLOW).waiting(Duration.ofSeconds(60)), 1);
        press(robot, "Test sim/sim-small");
        await(() -> robot.lookup("#smoke-cancel").tryQuery().isPresent());
        robot.interact(() -> robot.lookup("#smoke-cancel").queryAs(Button.class).fire());
        await(() -> said(robot, SMALL, Check.CHAT)
                .contains(": the last run did not come to it. The run was cancelled. Before: ok"));
    }

    @Test
    void aRunShowsHowFarItIsAndIsCancelled(FxRobot robot) {
        open(robot);
        console.provider().script("sim-small", SimFault.of(SimFault.Kind.SLOW).waiting(Duration.ofSeconds(60)), 1);
        press(robot, "Test sim/sim-small");
        await(() -> robot.lookup("#smoke-cancel").tryQuery().isPresent());
        robot.interact(() -> robot.lookup("#smoke-cancel").queryAs(Button.class).fire());
        awaitRun(1);
        await(() -> robot.lookup("#smoke-cancel").tryQuery().isEmpty());
        var run = console.gateway().smoke().runs().recent(1).getFirst();
        assertEquals(SmokeRun.State.CANCELLED, run.state());
        assertEquals(12, run.count(SmokeCell.State.NOT_RUN));
    }
}
