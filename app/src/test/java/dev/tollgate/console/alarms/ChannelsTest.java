package dev.tollgate.console.alarms;

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
import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.Alarming;
import dev.tollgate.gateway.config.Channel;
import dev.tollgate.gateway.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.controlsfx.control.CheckComboBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Channels as an operator makes, tries, mends and deletes them, on the real engine and a real receiver.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class ChannelsTest {
    private static final String RULES = """
            alarms:
              - { name: velocity, kind: token_velocity, scope: { each: key }, window: 1m, ceiling: 400000 }
              - { name: loop, kind: loop, scope: { each: key } }
            """;

    @TempDir
    static Path folder;

    private final NotedPlaces noted = new NotedPlaces();
    private Stage stage;
    private Hook hook;
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
    void open() throws IOException {
        hook = new Hook();
        console = TestConsole.open(TestConsole.CONFIG + RULES);
        feed = show(console.gateway());
    }

    private Feed show(Gateway gateway) {
        var made = new Feed(gateway);
        fx(() -> {
            var page = new AlarmsPage(made, noted);
            stage.getScene().setRoot(new StackPane(page.node()));
            made.show(page.model());
            page.shown(View.NOW);
            return page;
        });
        made.start();
        return made;
    }

    @AfterEach
    void close() {
        feed.close();
        console.close();
        hook.close();
    }

    private static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, call);
    }

    private static void until(BooleanSupplier condition) {
        TestConsole.await(() -> fx(condition::getAsBoolean));
    }

    private static void click(FxRobot robot, Predicate<Node> which) {
        until(() -> robot.lookup(which).tryQuery().isPresent());
        robot.clickOn(robot.lookup(which).<Node>query());
    }

    /// Without the mouse: the editor was opened this moment and is laid out with the next pulse.
    private static void press(FxRobot robot, String id) {
        var button = robot.lookup(id).<Button>query();
        assertTrue(Drawings.isSeen(button) && !button.isDisabled(), id);
        robot.interact(button::fire);
    }

    private static void fire(FxRobot robot, String text) {
        click(robot, node -> node instanceof ButtonBase button && button.getText() != null
                && button.getText().equals(text) && Drawings.isSeen(button) && !button.isDisabled());
    }

    private static void tab(FxRobot robot, String title) {
        click(robot, node -> node instanceof ToggleButton button && button.getText() != null
                && (button.getText().equals(title) || button.getText().startsWith(title + " "))
                && Drawings.isSeen(button));
    }

    private static void type(FxRobot robot, String field, String text) {
        var control = robot.lookup((Node node) -> field.equals(node.getAccessibleText()) && Drawings.isSeen(node)
                && node instanceof TextInputControl).<TextInputControl>query();
        robot.interact(() -> {
            control.requestFocus();
            control.selectAll();
        });
        robot.write(text);
    }

    private static List<String> texts(FxRobot robot) {
        return fx(() -> robot.lookup((Node node) -> node instanceof Labeled label && label.getText() != null
                && Drawings.isSeen(node)).queryAllAs(Labeled.class).stream().map(Labeled::getText).toList());
    }

    private static void says(FxRobot robot, String part) {
        until(() -> texts(robot).stream().anyMatch(text -> text.contains(part)));
    }

    private static void choose(FxRobot robot, int row) {
        var table = robot.lookup("#alarm-channels").<TableView<?>>query();
        until(() -> table.getItems().size() > row);
        robot.interact(() -> table.getSelectionModel().select(row));
    }

    private List<Channel> channels() {
        return console.gateway().config().alarming().channels();
    }

    private void inForce(List<String> to, Channel... channels) {
        console.gateway().control().apply("another window", config -> config.withAlarming(new Alarming(
                config.alarming().rules().stream().map(rule -> rule.name().equals("velocity") ? rule.withTo(to) : rule)
                        .toList(),
                List.of(channels))));
    }

    private Channel ops(int status) {
        return new Channel("ops", hook.address(status), Optional.empty());
    }

    @Test
    void oneIsMadeTriedKeptAndOfferedToRules(FxRobot robot) throws Exception {
        tab(robot, "Channels");
        fire(robot, "Add a channel");
        assertEquals("Name", fx(() -> stage.getScene().getFocusOwner().getAccessibleText()));
        type(robot, "Name", "owner");
        says(robot, "owner means the owner of a key");
        type(robot, "Name", "ops");
        type(robot, "Address", "ftp://example.com");
        says(robot, "It must be a http or https URL");
        type(robot, "Address", "http://example.com/hook");
        says(robot, "Without https, others on the way can read");
        type(robot, "Address", hook.address(204));
        press(robot, "#copy-channel-secret");
        var secret = fx(() -> Clipboard.getSystemClipboard().getString());
        assertEquals(64, secret.length(), "copied whole");
        press(robot, "#channel-test");
        says(robot, "It answered 204 after ");
        assertTrue(hook.received.getLast().isSignedWith(secret), "tried before it is saved");
        assertTrue(hook.received.getLast().body().contains("\"kind\":\"test\""));
        assertEquals(List.of(), channels(), "nothing is half saved");
        assertFalse(texts(robot).stream().anyMatch(text -> text.contains(secret)), "never on the screen");
        fire(robot, "Create");
        until(() -> channels().size() == 1);
        assertFalse(channels().getFirst().secret().orElseThrow() instanceof Secret.Literal, "kept, not written");
        until(() -> noted.toasts.stream().anyMatch(toast -> toast.contains("Its secret is in ")));

        choose(robot, 0);
        says(robot, "the secret in the ");
        assertTrue(robot.lookup("#copy-channel-secret").tryQuery().filter(Drawings::isSeen).isEmpty());
        press(robot, "#channel-test");
        until(() -> hook.received.size() == 2);
        assertTrue(hook.received.getLast().isSignedWith(secret), "signed with what is kept");
        until(() -> robot.lookup("#channel-state").<Label>query().getText().startsWith("Told "));

        tab(robot, "Rules");
        robot.clickOn("#add-rule");
        until(() -> robot.lookup((Node node) -> node instanceof CheckComboBox<?> box && Drawings.isSeen(box)
                && box.getItems().toString().equals("[ops]")).tryQuery().isPresent());
    }

    @Test
    void aPastedSecretIsKeptAndARefusalIsSaidInWords(FxRobot robot) throws Exception {
        inForce(List.of("ops"), ops(401));
        tab(robot, "Channels");
        choose(robot, 0);
        says(robot, "whoever knows the address can send");
        press(robot, "#channel-test");
        says(robot, "It answered 401 after ");
        says(robot, "Compare the secret on both sides.");
        tab(robot, "Paste");
        fire(robot, "Save");
        says(robot, "Paste the secret that the receiver checks with.");
        type(robot, "Secret", "receivers-own-secret-1234");
        type(robot, "Name", "night");
        fire(robot, "Save");
        until(() -> channels().getFirst().name().equals("night"));
        assertEquals(List.of("night"), velocity().to(), "rules follow a new name");
        console.gateway().alarms().test("test", channels().getFirst());
        assertTrue(hook.received.getLast().isSignedWith("receivers-own-secret-1234"));
        undo();
        until(() -> channels().equals(List.of(ops(401))) && velocity().to().equals(List.of("ops")));
    }

    private AlarmRule velocity() {
        return console.gateway().config().alarming().rules().getFirst();
    }

    private void undo() {
        until(() -> !noted.undos.isEmpty());
        fx(() -> {
            noted.undos.getLast().action().run();
            return true;
        });
    }

    @Test
    void aDeadOneIsSaidAndARuleThatNamesItIsNamedBeforeItIsDeleted(FxRobot robot) {
        inForce(List.of("ops"), ops(200), new Channel("log", hook.address(200), Optional.empty()));
        hook.close();
        tab(robot, "Channels");
        choose(robot, 0);
        press(robot, "#channel-test");
        says(robot, "Not reached after ");
        says(robot, "nothing listens on 127.0.0.1:");
        says(robot, "Alarms are raised on screen all the same");
        press(robot, "#channel-delete");
        says(robot,
                "Rule velocity names ops; deleting takes it out of that. velocity names no other channel and then tells"
                        + " all the others.");
        assertEquals(2, channels().size());
        press(robot, "#channel-delete-sure");
        until(() -> channels().size() == 1);
        assertEquals(List.of(), velocity().to());
        undo();
        until(() -> channels().size() == 2);
        assertEquals(ops(200), channels().getFirst(), "in its old place");
        assertEquals(List.of("ops"), velocity().to());
    }

    @Test
    void twoEditorsAtOnceLoseNothing(FxRobot robot) {
        inForce(List.of(), ops(200));
        tab(robot, "Channels");
        choose(robot, 0);
        type(robot, "Name", "night");
        inForce(List.of(), ops(204));
        fire(robot, "Save");
        says(robot, "ops was changed elsewhere meanwhile");
        assertEquals("ops", channels().getFirst().name());
        fire(robot, "Keep mine");
        fire(robot, "Save");
        until(() -> channels().equals(List.of(new Channel("night", hook.address(204), Optional.empty()))));
    }

    @Test
    void aFileAloneMayChangeThemAndATestGoesAllTheSame(FxRobot robot) throws IOException {
        var file = folder.resolve("tollgate.yaml");
        Files.writeString(file, TestConsole.CONFIG + RULES + "channels: { ops: { webhook: \"" + hook.address(204)
                + "\", secret: \"literal:from-the-file\" } }\nlisten: { port: 0 }\n");
        feed.close();
        var gateway = assertInstanceOf(Opening.Ready.class,
                Gateway.open(GatewayOptions.of(folder.resolve("home")).withConfigFile(file))).gateway();
        try {
            feed = show(gateway);
            tab(robot, "Channels");
            choose(robot, 0);
            says(robot, "Channels come from tollgate.yaml, which alone may change them.");
            assertTrue(robot.lookup("#channel-delete").tryQuery().isEmpty());
            assertTrue(fx(() -> robot.lookup("#add-channel").query().isDisabled()));
            press(robot, "#channel-test");
            says(robot, "It answered 204 after ");
        } finally {
            feed.close();
            gateway.close(Duration.ZERO);
        }
    }
}
