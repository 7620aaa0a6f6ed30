package dev.tollgate.console.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.fx.form.Read;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.term.Picos;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
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

/// A raise of any amount until any time, typed on the page Keys.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class RaiseTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final TestConsole console = TestConsole.open();
    private Stage stage;
    private Feed feed;
    private KeysPage page;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage shown) {
        Theme.LIGHT.use();
        stage = shown;
        feed = new Feed(console.gateway());
        page = new KeysPage(feed, new NotedPlaces());
        stage.setScene(new Scene(new StackPane(page.node()), 1180, 760));
        Theme.install(stage.getScene());
        stage.show();
        feed.show(page.model());
        page.shown(View.NOW);
        feed.start();
    }

    @AfterEach
    void close() {
        feed.close();
        console.close();
    }

    private static Instant end(String typed) {
        return Until.read(typed, ZoneOffset.UTC) instanceof Read.Good<Optional<Until>>(var until)
                ? until.orElseThrow().from(NOON)
                : Instant.EPOCH;
    }

    @Test
    void aTimeIsATimeOfDayOrAMoment() {
        assertEquals(NOON.plus(Duration.ofMinutes(90)), end("90m"));
        assertEquals(Instant.parse("2026-11-22T18:00:00Z"), end("18:00"));
        assertEquals(Instant.parse("2026-11-23T09:05:00Z"), end("9:05"), "tomorrow, since that has passed today");
        assertEquals(Instant.parse("2026-12-31T00:00:00Z"), end("2026-12-31"));
        assertEquals(Instant.parse("2026-12-31T18:30:00Z"), end("2026-12-31 18:30"));
        assertEquals(Instant.EPOCH, end("25:00"));
    }

    @Test
    void aRaiseIsTypedAndJudgedBesideItsFields(FxRobot robot) {
        robot.interact(() -> page.tabs().open(KeysPage.BUDGETS));
        until(() -> robot.lookup("#raise-budget").tryQuery().filter(Node::isVisible).isPresent());
        var chosen = fx(() -> page.keysModel().chosenRow().orElseThrow());
        long whole = chosen.budget().limit();
        robot.clickOn("#raise-budget");
        robot.interact(() -> robot.lookup("#raise-budget").<MenuButton>query().getItems().stream()
                .filter(item -> "Another amount or time…".equals(item.getText())).findFirst().orElseThrow().fire());
        until(() -> robot.lookup("#raise-form").tryQuery().isPresent());
        raiseTyped(robot, "1,50", "yesterday");
        robot.interact(() -> robot.lookup("#raise-go").queryButton().fire());
        until(() -> said("Commas are not read: write 1.5, and 1500 without a mark."));
        assertTrue(said("Write 2h, 18:00, or a day such as 2026-12-31 18:00."));
        raiseTyped(robot, "1.50", "2020-01-01");
        until(() -> said("That has passed already."));
        raiseTyped(robot, "0", "9999d");
        until(() -> said("Write an amount above 0.") && said("At most a year; what lasts is edited instead."));
        raiseTyped(robot, "1.50", "90m");
        until(() -> said("Up to $26.50"));
        assertEquals(whole, fx(() -> page.keysModel().chosenRow().orElseThrow().state().limit()), "not yet");
        robot.interact(() -> robot.lookup("#raise-until").<TextInputControl>query().requestFocus());
        robot.push(KeyCode.ENTER);
        until(() -> page.keysModel().chosenRow()
                .filter(row -> row.state().limit() == whole + Picos.PER_USD + Picos.PER_USD / 2).isPresent());
        assertTrue(robot.lookup("#raise-form").tryQuery().isEmpty(), "closed");
        var until = fx(() -> page.keysModel().chosenRow().orElseThrow()).state().raise().orElseThrow().until();
        var lasts = Duration.between(console.gateway().time().instant(), until);
        assertTrue(lasts.compareTo(Duration.ofMinutes(90)) <= 0 && lasts.compareTo(Duration.ofMinutes(85)) > 0,
                lasts.toString());
    }

    private void raiseTyped(FxRobot robot, String more, String until) {
        robot.interact(() -> {
            robot.lookup("#raise-more").<TextInputControl>query().setText(more);
            robot.lookup("#raise-until").<TextInputControl>query().setText(until);
        });
    }

    private static void until(BooleanSupplier condition) {
        TestConsole.await(() -> fx(condition::getAsBoolean));
    }

    private static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, call);
    }

    private boolean said(String words) {
        return fx(() -> stage.getScene().getRoot().lookupAll(".label").stream()
                .anyMatch(node -> node instanceof Label label && words.equals(label.getText())));
    }
}
