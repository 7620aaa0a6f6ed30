package dev.tollgate.console.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.KeyLimits;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
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

/// Keys and budgets as an operator makes, hits, raises, pauses and deletes them, on the real engine.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class KeysPageTest {
    private final NotedPlaces said = new NotedPlaces();
    private Stage stage;
    private TestConsole console;
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
        stage.setScene(new Scene(new Pane(), 1180, 760));
        Theme.install(stage.getScene());
        stage.show();
    }

    @BeforeEach
    void open() {
        console = TestConsole.open();
        feed = new Feed(console.gateway());
        page = fx(() -> {
            var made = new KeysPage(feed, said);
            stage.getScene().setRoot(new StackPane(made.node()));
            feed.show(made.model());
            made.shown(View.NOW);
            return made;
        });
        feed.start();
        TestConsole.await(() -> fx(() -> page.keysModel().keys().size() == 2));
    }

    @AfterEach
    void close() {
        feed.close();
        console.close();
    }

    private static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, call);
    }

    private KeyRow row(String key) {
        return fx(
                () -> page.keysModel().keys().stream().map(Slot::row).filter(row -> row.name().equals(key)).findFirst()
                        .orElseThrow());
    }

    private KeyEntry key(String name) {
        return console.gateway().config().keys().stream().filter(key -> key.name().equals(name)).findFirst()
                .orElseThrow();
    }

    /// The control with this accessible name.
    private static Node named(FxRobot robot, String name) {
        return robot.lookup((Node node) -> name.equals(node.getAccessibleText()) && node.isVisible()
                && node.isFocusTraversable()).query();
    }

    private static void type(FxRobot robot, String field, String text) {
        var control = (TextInputControl) named(robot, field);
        robot.interact(() -> {
            control.requestFocus();
            control.selectAll();
        });
        robot.write(text);
    }

    private static void fire(FxRobot robot, String text) {
        click(robot, node -> node instanceof ButtonBase button && text.equals(button.getText()) && shown(button));
    }

    private static void tab(FxRobot robot, String text) {
        click(robot, node -> node instanceof Label label && text.equals(label.getText())
                && label.getStyleClass().contains("tab-label") && shown(label));
    }

    private static void openKey(FxRobot robot, String name) {
        click(robot, node -> node instanceof Label label && name.equals(label.getText())
                && label.getStyleClass().contains("tg-strong") && shown(label));
    }

    private static void click(FxRobot robot, Predicate<Node> which) {
        TestConsole.await(() -> robot.lookup(which).tryQuery().isPresent());
        robot.clickOn(robot.lookup(which).<Node>query());
    }

    private static boolean shown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static void until(BooleanSupplier condition) {
        TestConsole.await(() -> fx(condition::getAsBoolean));
    }

    @Test
    void aCappedKeyIsMadeHitsItsCapIsRaisedAndGoesOn(FxRobot robot) {
        fire(robot, "New key");
        robot.write("scraper");
        type(robot, "Cap in USD", "0.004");
        type(robot, "Expires", "2020-01-31");
        until(() -> robot.lookup("This has passed; a new key ends later.").tryQuery().isPresent());
        type(robot, "Expires", "2199-01-31");
        fire(robot, "Create");
        until(() -> robot.lookup("#copy-secret").tryQuery().isPresent());
        until(() -> "copy-secret".equals(stage.getScene().getFocusOwner().getId()));
        robot.interact(() -> page.openKey("web"));
        until(() -> robot.lookup("Once this is closed the secret cannot be seen again.").tryQuery().isPresent());
        assertTrue(robot.lookup("#copy-secret").tryQuery().isPresent(), "a click elsewhere does not lose it");
        var masked = robot.lookup("#secret").<Label>query().getText();
        robot.clickOn("#copy-secret");
        var secret = fx(() -> Clipboard.getSystemClipboard().getString());
        assertTrue(secret.startsWith("tg-") && secret.length() == 39, "copied whole");
        assertTrue(masked.endsWith(secret.substring(secret.length() - 4)) && masked.length() < 12, masked);
        assertFalse(robot.lookup((Node node) -> node instanceof Labeled label && label.getText() != null
                && label.getText().contains(secret)).tryQuery().isPresent(), "never on the screen");
        fire(robot, "Close");
        until(() -> page.keysModel().keys().size() == 3);

        assertEquals(200, console.chat(secret, "smart", "hello", false), "within the cap");
        int calls = 1;
        while (console.chat(secret, "smart", "hello again", false) == 200 && calls < 50) {
            calls++;
        }
        assertTrue(calls < 50, "the cap holds");
        assertEquals(429, console.chat(secret, "smart", "once more", false));
        until(() -> row("scraper").state() == KeyRow.State.CAPPED || row("scraper").tightest()
                .filter(budget -> budget.state().refused() > 0).isPresent());
        var full = row("scraper").tightest().orElseThrow();
        assertTrue(full.share() > 0.3, full.brief());
        assertTrue(full.acted().startsWith("refused "), full.acted());

        robot.interact(() -> page.tabs().open(KeysPage.BUDGETS));
        until(() -> page.keysModel().budgets().stream().anyMatch(slot -> slot.row().subject().equals("scraper")));
        robot.interact(() -> page.keysModel().chosen().set(new BudgetRow.Id("scraper-day", "scraper")));
        robot.clickOn("#edit-budget");
        type(robot, "Cap", "5");
        fire(robot, "Save");
        until(() -> console.gateway().config().budgets().stream().anyMatch(budget -> budget.name()
                .equals("scraper-day") && budget.limit() == 5 * Picos.PER_USD));
        assertEquals(200, console.chat(secret, "smart", "and on", false), "raised without a restart");
        until(() -> row("scraper").state() == KeyRow.State.ON);
    }

    @Test
    void pauseAndResumeStandOnTheRow(FxRobot robot) {
        click(robot, node -> "Pause web: new calls are refused".equals(node.getAccessibleText()));
        until(() -> row("web").state() == KeyRow.State.PAUSED);
        assertEquals(403, console.chat("smart", "hello"));
        click(robot, node -> "Resume web".equals(node.getAccessibleText()));
        until(() -> row("web").state() == KeyRow.State.ON);
        assertEquals(200, console.chat("smart", "hello"));
        until(() -> row("web").last().endsWith(" s"));
    }

    @Test
    void aDeletedKeyIsRefusedAndComesBackWithItsSecret(FxRobot robot) {
        openKey(robot, "web");
        fire(robot, "Delete");
        until(() -> page.keysModel().keys().size() == 1);
        assertEquals(401, console.chat("smart", "hello"));
        assertTrue(said.toasts.getLast().startsWith("web is deleted"), said.toasts.toString());
        fx(() -> {
            said.undos.getLast().action().run();
            return true;
        });
        until(() -> page.keysModel().keys().size() == 2);
        assertEquals("web", row("web").name());
        assertEquals("web", fx(() -> page.keysModel().keys().getFirst().row().name()), "in its old place");
        assertEquals(200, console.chat("smart", "hello"));
    }

    @Test
    void aLimitTypedHereHoldsForTheNextCall(FxRobot robot) {
        openKey(robot, "web");
        tab(robot, "Limits");
        type(robot, "Requests/min", "1,5");
        assertTrue(robot.lookup((Node n) -> n instanceof Labeled label && label.getText() != null
                && label.getText().startsWith("Commas are not read")).tryQuery().isPresent());
        fire(robot, "Save");
        assertEquals(OptionalLong.empty(), key("web").limits().rpm(), "nothing is half saved");
        type(robot, "Requests/min", "2");
        fire(robot, "Save");
        until(() -> key("web").limits().rpm().equals(OptionalLong.of(2)));
        assertEquals(List.of(200, 200, 429), List.of(console.chat("smart", "a"), console.chat("smart", "b"),
                console.chat("smart", "c")));
        until(() -> row("web").limits().startsWith("2 / "));
    }

    @Test
    void twoEditorsAtOnceShowADifferenceAndKeepBothEdits(FxRobot robot) {
        openKey(robot, "web");
        type(robot, "Owner", "Dana");
        var other = key("web").withLimits(new KeyLimits(OptionalLong.of(90),
                OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(),
                OptionalLong.empty()));
        console.gateway().control().apply("another window", config -> config.withKeys(config.keys().stream()
                .map(each -> each.name().equals("web") ? other : each).toList()));
        until(() -> robot.lookup((Node n) -> n instanceof Labeled label && label.getText() != null
                && label.getText().contains("requests/min none → 90")).tryQuery().isPresent());
        assertEquals(Optional.empty(), key("web").owner());
        fire(robot, "Keep mine");
        fire(robot, "Save");
        until(() -> key("web").owner().isPresent());
        assertEquals("Dana", key("web").owner().orElseThrow().name());
        assertEquals(OptionalLong.of(90), key("web").limits().rpm(), "the other edit is not lost");
    }

    @Test
    void aRotatedKeyHasTwoSecretsForItsGrace(FxRobot robot) {
        openKey(robot, "web");
        tab(robot, "Secret");
        fire(robot, "Rotate");
        until(() -> robot.lookup("#copy-secret").tryQuery().isPresent());
        robot.clickOn("#copy-secret");
        var secret = fx(() -> Clipboard.getSystemClipboard().getString());
        assertEquals(200, console.chat(secret, "smart", "new", false));
        assertEquals(200, console.chat(TestConsole.KEY, "smart", "old", false), "in grace");
        fire(robot, "Close");
        openKey(robot, "web");
        tab(robot, "Secret");
        fire(robot, "End the old ones now");
        until(() -> key("web").former().isEmpty());
        assertEquals(401, console.chat(TestConsole.KEY, "smart", "old", false));
    }

    @Test
    void aBlockedBudgetIsRaisedForAnHourAndUndone(FxRobot robot) {
        var ofWeb = new Scope(Map.of(Dimension.KEY, "web"), Optional.empty());
        console.gateway().control().budgets().add("test", new Budget("web-calls", ofWeb, Budget.Calendar.DAY,
                Budget.Unit.REQUESTS, 2, Budget.BLOCK_AT_FULL, Set.of(), false));
        assertEquals(List.of(200, 200, 429), List.of(console.chat("smart", "a"), console.chat("smart", "b"),
                console.chat("smart", "c")));
        robot.interact(() -> page.tabs().open(KeysPage.BUDGETS));
        var id = new BudgetRow.Id("web-calls", "web");
        until(() -> page.keysModel().budgets().stream().anyMatch(slot -> slot.row().id().equals(id)
                && slot.row().isBlocked()));
        robot.interact(() -> page.keysModel().chosen().set(id));
        until(() -> robot.lookup("#raise-budget").tryQuery().filter(Node::isVisible).isPresent());
        robot.clickOn("#raise-budget");
        var button = robot.lookup("#raise-budget").<MenuButton>query();
        var offers = fx(() -> button.getItems().stream().map(MenuItem::getText).filter(Objects::nonNull).toList());
        assertTrue(offers.getFirst().startsWith("1 request more, for an hour, until "), offers.toString());
        assertTrue(offers.stream().anyMatch(offer -> offer.startsWith("2 requests more, for today")),
                offers.toString());
        robot.interact(() -> {
            button.getItems().getFirst().fire();
            button.hide();
        });
        until(() -> page.keysModel().chosenRow().filter(row -> row.state().limit() == 3).isPresent());
        assertTrue(said.toasts.getLast().startsWith("web-calls of web may use 3 requests until "),
                said.toasts.toString());
        assertTrue(fx(() -> page.keysModel().chosenRow().orElseThrow().acted()).startsWith("raised until "));
        assertEquals(List.of(200, 429), List.of(console.chat("smart", "d"), console.chat("smart", "e")));
        fx(() -> {
            said.undos.getLast().action().run();
            return true;
        });
        until(() -> page.keysModel().chosenRow().filter(row -> row.state().limit() == 2).isPresent());
        assertTrue(console.gateway().audit().rows(50, OptionalLong.empty()).stream()
                .anyMatch(row -> row.action().equals("end the raise of budget")));
    }

    @Test
    void aKeySaysWhatWasDoneToIt(FxRobot robot) {
        var keys = console.gateway().control().keys();
        var limits = new KeyLimits(OptionalLong.of(90), OptionalLong.empty(), OptionalLong.empty(),
                OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
        keys.change("Dana", key("web"), key("web").withLimits(limits));
        keys.rotate("Dana", "web", Duration.ofHours(1));
        console.gateway().control().pause("stop sheet", "web");
        console.gateway().control().pause("stop sheet", "agent-dev");
        openKey(robot, "web");
        tab(robot, "History");
        until(() -> lines(robot).contains("paused"));
        var told = lines(robot);
        assertEquals(1, told.stream().filter("paused"::equals).count(), "of this key alone");
        assertTrue(told.indexOf("paused") < told.indexOf("given a new secret"), "newest first: " + told);
        assertTrue(told.stream().anyMatch(line -> line.contains("limits") && line.contains("90")), told.toString());
        assertTrue(told.stream().anyMatch(line -> line.endsWith(", stop sheet")), told.toString());
        assertTrue(told.stream().noneMatch(line -> line.contains("sha256") || line.contains("former")),
                told.toString());
    }

    private static List<String> lines(FxRobot robot) {
        return fx(() -> robot.lookup((Node n) -> n instanceof Label label && shown(label)).queryAllAs(Label.class)
                .stream().map(Labeled::getText).toList());
    }

    @Test
    void aNewBudgetIsTypedAtOnce(FxRobot robot) {
        robot.interact(() -> page.tabs().open(KeysPage.BUDGETS));
        robot.interact(() -> robot.lookup("#new-budget").<ButtonBase>query().fire());
        assertEquals("Name", fx(() -> stage.getScene().getFocusOwner().getAccessibleText()));
    }

    @Test
    void aHoldIsSeenWithItsCallAndReleased(FxRobot robot) {
        robot.interact(() -> page.tabs().open(KeysPage.BUDGETS));
        console.provider().speed(0.05);
        var call = console.streaming(TestConsole.AGENT_KEY, "smart", "a long story please");
        until(() -> !page.keysModel().holds().isEmpty());
        var hold = fx(() -> page.keysModel().holds().getFirst().row());
        assertEquals("agent-dev", hold.hold().key());
        assertTrue(hold.flight().isPresent() && hold.hold().amount() > 0, hold.toString());
        fire(robot, "Release");
        until(() -> page.keysModel().holds().isEmpty());
        assertEquals(0, fx(() -> page.keysModel().budgets().getFirst().row().state().reserved()));
        console.gateway().control().cutAll("test");
        TestConsole.await(() -> !call.isAlive());
    }
}
