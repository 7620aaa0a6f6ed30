package dev.tollgate.console.alarms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.AlarmRule.Action;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Rules edited in the window while somebody else changes them: a difference, no lost edit; the way back takes back
/// only what was done here.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class RulesTest {
    private static final String RULES = """
            alarms:
              - { name: velocity, kind: token_velocity, scope: { each: key }, window: 1m, ceiling: 400000 }
              - { name: loop, kind: loop, scope: { each: key } }
            """;

    private final NotedPlaces noted = new NotedPlaces();
    private Stage stage;
    private TestConsole console;
    private Feed feed;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage shown) {
        Theme.LIGHT.use();
        stage = shown;
        stage.setScene(new Scene(new Pane(), 1180, 760));
        Theme.install(stage.getScene());
        stage.show();
    }

    @BeforeEach
    void open(FxRobot robot) {
        console = TestConsole.open(TestConsole.CONFIG + RULES);
        feed = new Feed(console.gateway());
        fx(() -> {
            var page = new AlarmsPage(feed, noted);
            stage.getScene().setRoot(new StackPane(page.node()));
            feed.show(page.model());
            page.shown(View.NOW);
            return page;
        });
        feed.start();
        until(() -> tab(robot).isPresent()); // a control has its parts from the first picture on
        fx(() -> {
            tab(robot).orElseThrow().fire();
            return true;
        });
        until(() -> robot.lookup("#alarm-rules").tryQuery().filter(node -> node instanceof TableView<?> table
                && table.getItems().size() == 2).isPresent());
    }

    private static Optional<ToggleButton> tab(FxRobot robot) {
        return robot.lookup((Node node) -> node instanceof ToggleButton each
                && each.getText() != null && each.getText().startsWith("Rules")).tryQuery();
    }

    @AfterEach
    void close() {
        feed.close();
        console.close();
    }

    private static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, call);
    }

    private static void until(BooleanSupplier condition) {
        TestConsole.await(() -> fx(condition::getAsBoolean));
    }

    private void choose(FxRobot robot, int row) {
        robot.interact(() -> robot.lookup("#alarm-rules").queryAs(TableView.class).getSelectionModel().select(row));
    }

    private void type(FxRobot robot, String field, String text) {
        robot.interact(() -> robot.lookup((Node node) -> node instanceof TextInputControl
                && field.equals(node.getAccessibleText())).<TextInputControl>query().setText(text));
    }

    private void press(FxRobot robot, String text) {
        robot.interact(() -> robot.lookup((Node node) -> node instanceof ButtonBase button
                && text.equals(button.getText()) && button.isVisible()).<ButtonBase>query().fire());
    }

    private boolean says(String words) {
        return stage.getScene().getRoot().lookupAll(".label").stream()
                .anyMatch(node -> node instanceof Label label && label.getText().contains(words));
    }

    private AlarmRule rule(String name) {
        return console.gateway().config().alarming().rules().stream().filter(each -> each.name().equals(name))
                .findFirst().orElseThrow();
    }

    private void elsewhere(UnaryOperator<List<AlarmRule>> change) {
        console.gateway().control().apply("another window", config -> config.withAlarming(
                config.alarming().withRules(change.apply(config.alarming().rules()))));
    }

    private static List<AlarmRule> pausing(List<AlarmRule> rules) {
        return rules.stream().map(each -> each.name().equals("velocity")
                ? new AlarmRule(each.name(), each.kind(), each.scope(), each.window(), each.factor(), each.floor(),
                        each.ceiling(), each.minRequests(), each.repeats(), each.cycle(),
                        EnumSet.of(Action.NOTIFY, Action.PAUSE), each.to())
                : each).toList();
    }

    private String focused() {
        return fx(() -> String.valueOf(stage.getScene().getFocusOwner().getAccessibleText()));
    }

    @Test
    void aNewRuleIsTypedAtOnceAndEnterGoesOnInTheChosenOne(FxRobot robot) {
        press(robot, "Rule");
        assertEquals("Name", focused());
        press(robot, "Cancel");
        assertEquals("Alarm rules", focused());
        choose(robot, 1);
        assertEquals("Alarm rules", focused(), "looking through the list keeps the keyboard there");
        robot.push(KeyCode.ENTER);
        until(() -> "Name".equals(String.valueOf(stage.getScene().getFocusOwner().getAccessibleText())));
    }

    @Test
    void whatSomebodyElseChangedIsShownAndBothAreKept(FxRobot robot) {
        choose(robot, 0);
        type(robot, "Always above", "300k");
        elsewhere(RulesTest::pausing);
        until(() -> says("velocity was changed elsewhere meanwhile: does notify → notify, pause. Nothing of yours"));
        press(robot, "Save");
        until(() -> says("velocity was changed elsewhere meanwhile"));
        assertEquals(OptionalLong.of(400_000), rule("velocity").ceiling(), "nothing is overwritten unseen");
        press(robot, "Keep mine");
        press(robot, "Save");
        until(() -> rule("velocity").ceiling().equals(OptionalLong.of(300_000)));
        assertTrue(rule("velocity").actions().contains(Action.PAUSE), "theirs is not lost");
    }

    @Test
    void undoTakesBackOnlyWhatWasDoneHere(FxRobot robot) {
        choose(robot, 1);
        press(robot, "Delete");
        until(() -> !noted.undos.isEmpty());
        elsewhere(RulesTest::pausing);
        fx(() -> {
            noted.undos.getLast().action().run();
            return true;
        });
        until(() -> console.gateway().config().alarming().rules().size() == 2);
        assertTrue(rule("velocity").actions().contains(Action.PAUSE), "the other window's change stays");
        assertEquals("loop", console.gateway().config().alarming().rules().getLast().name(), "where it stood");
    }

    @Test
    void aDeletedRuleDoesNotComeBackUnseenAndTypedWorkIsNotDroppedByAClick(FxRobot robot) {
        choose(robot, 0);
        type(robot, "Always above", "300k");
        choose(robot, 1);
        until(() -> says("velocity has changes that are not saved."));
        elsewhere(rules -> rules.stream().filter(each -> !each.name().equals("velocity")).toList());
        until(() -> says("velocity was deleted elsewhere meanwhile."));
        press(robot, "Save");
        until(() -> says("velocity was deleted elsewhere meanwhile."));
        assertEquals(1, console.gateway().config().alarming().rules().size());
        press(robot, "Keep mine");
        press(robot, "Create");
        until(() -> console.gateway().config().alarming().rules().size() == 2);
        assertEquals(OptionalLong.of(300_000), rule("velocity").ceiling());
    }
}
