package dev.tollgate.console.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.fx.form.SideEditor;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.backup.Restore;
import dev.tollgate.gateway.config.Credential;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.control.History;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.Pane;
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

/// The page against the real engine: what is typed there is in force at once.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class SettingsPageTest {
    private final TestConsole console = TestConsole.open();
    private final Said said = new Said();
    private Feed feed;
    private Stage stage;
    private SettingsPage page;

    @TempDir
    Path folder;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage shown) {
        Theme.LIGHT.use();
        feed = new Feed(console.gateway());
        page = new SettingsPage(feed, said, said);
        stage = shown;
        stage.setScene(new Scene(new Pane(), 980, 700));
        Theme.install(stage.getScene());
        stage.getScene().setRoot(new StackPane(page.node()));
        stage.show();
        page.shown(View.NOW);
        feed.show(page.model());
        feed.start();
    }

    @AfterEach
    void close() {
        feed.close();
        console.close();
    }

    private static void until(BooleanSupplier condition) {
        TestConsole.await(() -> WaitForAsyncUtils.waitForAsyncFx(5_000, condition::getAsBoolean));
    }

    private void type(FxRobot robot, String id, String text) {
        until(() -> robot.lookup("#" + id).tryQuery().isPresent());
        robot.interact(() -> robot.lookup("#" + id).queryAs(TextField.class).setText(text));
    }

    private void fire(FxRobot robot, String id) {
        robot.interact(() -> robot.lookup("#" + id).queryButton().fire());
    }

    private boolean seen(String words) {
        return stage.getScene().getRoot().lookupAll(".label").stream()
                .anyMatch(node -> node instanceof Labeled label && label.getText().contains(words));
    }

    private void change(UnaryOperator<GatewayConfig> change) {
        console.gateway().versions().apply("another window", change);
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aPortTypedHereIsListenedOnAtOnce(FxRobot robot) throws IOException {
        int before = console.gateway().status().port();
        int next = free();
        type(robot, "port", "70000");
        until(() -> seen("Write a number from 0 to 65535"));
        fire(robot, "save-listener");
        assertEquals(before, console.gateway().status().port());
        type(robot, "port", Integer.toString(next));
        robot.interact(() -> robot.lookup("#port").query().requestFocus());
        robot.push(SideEditor.SAVE);
        until(() -> console.gateway().status().port() == next);
        assertEquals(200, console.chat("smart", "on the new port"));
        until(() -> seen("listening on http://127.0.0.1:" + next));
        assertTrue(said.toasts.getLast().startsWith("In force as version"), said.toasts.toString());
    }

    @Test
    void aTakenPortIsSaidBesideTheFieldAndNothingChanges(FxRobot robot) throws IOException {
        int before = console.gateway().status().port();
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            type(robot, "port", Integer.toString(other.getLocalPort()));
            fire(robot, "save-listener");
            until(() -> seen("Port " + other.getLocalPort() + " on 127.0.0.1 is taken"));
            assertTrue(seen("Calls go on at port " + before + ". Stop that process and save again, or choose"));
        }
        assertEquals(before, console.gateway().status().port());
        assertEquals(200, console.chat("smart", "still here"));
        assertEquals(List.of(), console.gateway().history().newest(5));
    }

    @Test
    void whatTheEngineWouldRefuseIsMarkedWhileItIsTyped(FxRobot robot) {
        type(robot, "allowed-hosts", "bad host/");
        until(() -> seen("Takes names such as gateway.example.com, without http:// and path."));
        fire(robot, "save-listener");
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(List.of(), console.gateway().config().listen().allowedHosts());
        type(robot, "allowed-hosts", "good.host");
        until(() -> !seen("Takes names such as"));
        fire(robot, "save-listener");
        until(() -> console.gateway().config().listen().allowedHosts().equals(List.of("good.host")));
    }

    @Test
    void whatSomebodyElseChangedIsShownAndNothingIsLost(FxRobot robot) throws IOException {
        int mine = free();
        type(robot, "port", Integer.toString(mine));
        change(config -> config.withListen(config.listen().withAllowedHosts(List.of("gateway.lan"))));
        until(() -> seen("Changed meanwhile by somebody else"));
        assertTrue(seen("Changed meanwhile by somebody else: Allowed host names none → gateway.lan."));
        fire(robot, "save-listener");
        WaitForAsyncUtils.waitForFxEvents();
        until(() -> seen("Changed meanwhile by somebody else"));
        assertEquals(List.of("gateway.lan"), console.gateway().config().listen().allowedHosts());
        robot.interact(() -> robot.lookup("Take theirs").queryButton().fire());
        assertEquals("4100", robot.lookup("#port").queryAs(TextField.class).getText());
        type(robot, "port", Integer.toString(mine));
        fire(robot, "save-listener");
        until(() -> console.gateway().status().port() == mine);
        assertEquals(List.of("gateway.lan"), console.gateway().config().listen().allowedHosts());
    }

    @Test
    void keepingMineKeepsWhatWasTypedAndTakesTheRestFromThem(FxRobot robot) throws IOException {
        int mine = free();
        type(robot, "port", Integer.toString(mine));
        change(config -> config.withListen(config.listen().withAllowedHosts(List.of("gateway.lan"))));
        until(() -> seen("Changed meanwhile by somebody else"));
        robot.interact(() -> robot.lookup("Keep mine").queryButton().fire());
        assertEquals("gateway.lan", robot.lookup("#allowed-hosts").queryAs(TextField.class).getText());
        fire(robot, "save-listener");
        until(() -> console.gateway().status().port() == mine);
        assertEquals(List.of("gateway.lan"), console.gateway().config().listen().allowedHosts(), "theirs is not lost");
    }

    @Test
    void aRunOnAnotherPortThanTheConfiguredOneSaysSo(FxRobot robot) throws IOException {
        int now = console.gateway().status().port();
        assertEquals("4100", robot.lookup("#port").queryAs(TextField.class).getText());
        until(() -> seen("This run listens on " + now + "; the next one on this"));
        type(robot, "port", Integer.toString(free()));
        fire(robot, "save-listener");
        until(() -> console.gateway().status().port() != now && !seen("This run listens on "));
    }

    @Test
    @SuppressWarnings("unchecked")
    void anOlderConfigurationIsComparedAndRestored(FxRobot robot) {
        change(config -> config.withBudgets(List.of()));
        change(config -> config.withRoutes(config.routes().subList(0, 1)));
        until(() -> !robot.lookup("#versions").queryAll().isEmpty());
        ListView<History.Entry> list = robot.lookup("#versions").queryAs(ListView.class);
        until(() -> list.getItems().size() == 3);
        robot.interact(() -> list.getSelectionModel().selectLast());
        until(() -> seen("From what is in force to version 1"));
        assertTrue(seen("budget everything added"));
        fire(robot, "restore-version");
        until(() -> console.gateway().config().budgets().size() == 1);
        assertEquals(4, console.gateway().config().routes().size());
        until(() -> list.getItems().size() == 4);
        assertEquals(200, console.chat("smart", "as before"));
    }

    @Test
    void aFileIsExportedChangedAndTakenOver(FxRobot robot) throws IOException {
        var file = folder.resolve("tollgate.yaml");
        type(robot, "export-file", file.toString());
        fire(robot, "export-config");
        until(() -> Files.exists(file));
        until(() -> !said.toasts.isEmpty());
        var exported = Files.readString(file);
        type(robot, "import-file", Files.writeString(folder.resolve("torn.yaml"), exported + "colour: blue\n")
                .toString());
        fire(robot, "import-look");
        until(() -> seen("torn.yaml:" + exported.lines().count() + 1) || seen("colour"));
        type(robot, "import-file", Files.writeString(file, exported.replace("usd: 25", "usd: 40")).toString());
        fire(robot, "import-look");
        until(() -> seen("budget everything: usd 25 → 40"));
        fire(robot, "import-take");
        until(() -> console.gateway().config().budgets().getFirst().limit() == 40_000_000_000_000L);
    }

    @Test
    void aBackupIsMadeAndOneIsHandedToTheWindow(FxRobot robot) throws IOException {
        var file = folder.resolve("home.zip");
        type(robot, "backup-file", file.toString());
        fire(robot, "backup-now");
        until(() -> Files.exists(file));
        until(() -> said.toasts.stream().anyMatch(toast -> toast.startsWith("The home is in")));
        assertFalse(Restore.contents(file).withSecrets());
        type(robot, "restore-file", file.toString());
        fire(robot, "restore-look");
        until(() -> seen("Calls that run are cut"));
        assertTrue(seen(", with 0 requests. No provider keys are in it."));
        fire(robot, "restore-go");
        until(() -> said.restored.equals(List.of(file)));
    }

    @Test
    void aWrongPassphraseIsSaidBeforeAnythingCloses(FxRobot robot) throws IOException {
        assertEquals(200, console.chat("smart", "one for the ledger"));
        console.saved();
        var file = folder.resolve("keys.zip");
        console.gateway().backups().write(file, Optional.of("correct horse battery".toCharArray()));
        type(robot, "restore-file", file.toString());
        fire(robot, "restore-look");
        until(() -> seen(", with 1 request. Provider keys are in it."));
        assertTrue(seen("Made "));
        type(robot, "restore-phrase", "wrong horse battery");
        fire(robot, "restore-go");
        until(() -> seen("the passphrase does not open the keys in it. Nothing was changed."));
        assertEquals(List.of(), said.restored);
        type(robot, "restore-phrase", "correct horse battery");
        fire(robot, "restore-go");
        until(() -> said.restored.equals(List.of(file)));
        assertFalse(seen("the passphrase does not open"));
    }

    @Test
    void aBackupThatCannotBeMadeSaysWhyAndThatStays(FxRobot robot) throws IOException {
        var text = Files.writeString(folder.resolve("text"), "a file, no folder");
        type(robot, "backup-file", text.resolve("home.zip").toString());
        fire(robot, "backup-now");
        until(() -> seen("The backup was not made: ") && seen("calls are served as before"));
        assertEquals(List.of(), said.toasts);
        type(robot, "backup-file", folder.resolve("home.zip").toString());
        fire(robot, "backup-now");
        until(() -> said.toasts.stream().anyMatch(toast -> toast.startsWith("The home is in")));
        assertFalse(seen("The backup was not made: "));
    }

    private void credential(Secret secret) {
        change(config -> config.withProviders(config.providers().stream().map(p -> p.withCredentials(List.of(
                Credential.of(secret)))).toList()));
    }

    @Test
    void aKeyThatIsNotHereIsListedWithWhatToDoForAsLongAsItIsSo(FxRobot robot) {
        until(() -> seen("Every secret that the configuration names is there."));
        credential(new Secret.Env("TOLLGATE_TEST_NOT_SET"));
        until(() -> seen("Needs the environment variable TOLLGATE_TEST_NOT_SET: set it and start Tollgate again."));
        assertTrue(seen(", key 1"));
        robot.interact(() -> robot.lookup("#missing-secrets .button").nth(0).queryButton().fire());
        assertEquals(List.of("ROUTES"), said.opened);
        credential(new Secret.Literal("sk-there-0815"));
        until(() -> seen("Every secret that the configuration names is there."));
    }

    @Test
    void aKeyThatIsOutOfUseIsDeletedWhenItIsSaidTwice(FxRobot robot) {
        credential(new Secret.Literal("sk-older-0815"));
        credential(new Secret.Literal("sk-newer-0815"));
        until(() -> seen("Kept, but not in use"));
        int kept = console.gateway().keptSecrets().unused().size();
        assertTrue(kept > 0);
        assertTrue(seen("in the encrypted file, named last by version "));
        robot.interact(() -> robot.lookup("Delete …").nth(0).queryButton().fire());
        assertEquals(kept, console.gateway().keptSecrets().unused().size(), "asked for once");
        credential(new Secret.Literal("sk-newest-0815"));
        until(() -> robot.lookup((ButtonBase button) -> button.getText().equals("Delete …"))
                .queryAll().size() == kept);
        robot.interact(() -> robot.lookup("Delete for good").queryButton().fire());
        until(() -> said.toasts.stream().anyMatch(toast -> toast.endsWith(" is deleted")));
        assertEquals(kept, console.gateway().keptSecrets().unused().size(), "one more, and one less");
    }

    @Test
    void notificationsAreRememberedAndObeyedAtOnceAndTriedHere(FxRobot robot) {
        until(() -> !robot.lookup("#notifications").queryAs(CheckBox.class).isDisabled());
        until(() -> seen("No note can be shown here."));
        robot.interact(() -> robot.lookup("#notifications").queryAs(CheckBox.class).fire());
        until(() -> console.gateway().remembered("notifications").filter("off"::equals).isPresent());
        assertEquals(List.of(false), said.notified);
        fire(robot, "try-note");
        until(() -> seen("The desktop did not take \"Tollgate: a test\"."));
    }
}
