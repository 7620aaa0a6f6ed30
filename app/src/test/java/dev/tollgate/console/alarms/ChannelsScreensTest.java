package dev.tollgate.console.alarms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.Drawings;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// Draws the channels and their editor into target/screens; every focusable node is named.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class ChannelsScreensTest {

    private final TestConsole console = TestConsole.open(TestConsole.CONFIG + """
            alarms:
              - { name: velocity, kind: token_velocity, scope: { each: key }, window: 1m, ceiling: 400000, to: [pager] }
              - { name: spend, kind: spend_velocity, scope: { each: agent }, window: 1m, ceiling: 2, to: [pager, ops] }
              - { name: loop, kind: loop, scope: { each: key } }
            channels:
              ops: { webhook: "http://127.0.0.1:1/hook", secret: env:HOOK_SECRET }
              pager: { webhook: "http://127.0.0.1:1/v2/enqueue?token=abc" }
              audit-archive-of-the-platform-team: { webhook: "https://hooks.platform.example.com/services/T0/B1" }
            """);
    private final Feed feed = new Feed(console.gateway());
    private Stage stage;
    private AlarmsPage page;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage shown) {
        Theme.LIGHT.use();
        stage = shown;
        page = new AlarmsPage(feed, new NotedPlaces());
        stage.setScene(new Scene(new StackPane(page.node()), 1180, 760));
        Theme.install(stage.getScene());
        stage.show();
    }

    @AfterEach
    void close() {
        feed.close();
        console.close();
    }

    private static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, call);
    }

    private Node find(String id) {
        return stage.getScene().getRoot().lookup(id);
    }

    private void press(String id) {
        fx(() -> {
            stage.getScene().snapshot(null);
            ((Button) find(id)).fire();
            return true;
        });
    }

    @Test
    void everyStateInBothThemes() throws IOException {
        var channels = console.gateway().config().alarming().channels();
        console.gateway().alarms().test("test", channels.get(1));
        fx(() -> {
            feed.show(page.model());
            page.shown(View.NOW);
            stage.getScene().snapshot(null);
            page.node().lookupAll(".toggle-button").stream().map(ToggleButton.class::cast)
                    .filter(button -> button.getText().startsWith("Channels")).forEach(ToggleButton::fire);
            return true;
        });
        feed.start();
        TestConsole.await(() -> fx(() -> find("#alarm-channels") instanceof TableView<?> table
                && table.getItems().size() == 3));
        save("channels");
        press("#add-channel");
        save("new");
        named();
        fx(() -> {
            stage.getScene().snapshot(null);
            ((TableView<?>) find("#alarm-channels")).getSelectionModel().select(1);
            return true;
        });
        press("#channel-test");
        TestConsole.await(() -> fx(() -> find("#channel-came") instanceof Labeled label
                && label.getText().startsWith("Not reached")));
        press("#channel-delete");
        save("dead");
        named();
    }

    private Drawings drawings() {
        return new Drawings(stage, page.node(), "alarms");
    }

    /// Nothing that takes the keyboard is nameless.
    private void named() {
        assertEquals(List.of(), drawings().nameless());
    }

    private void save(String name) throws IOException {
        drawings().save(name);
    }
}
