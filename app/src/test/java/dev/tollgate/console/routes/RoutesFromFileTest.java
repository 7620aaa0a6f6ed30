package dev.tollgate.console.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// A home whose file alone may change it (`--config`): routes and providers are seen, explained and not edited.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class RoutesFromFileTest {
    private static final Set<String> CHANGES = Set.of("Route", "Target", "Provider", "Commit", "Remove", "Create",
            "Edit this target (Enter)", "Take this target away (Delete)");

    @TempDir
    static Path folder;

    private Gateway gateway;
    private Feed feed;
    private RoutesPage page;
    private StackPane root;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage stage) throws IOException {
        var file = Files.writeString(folder.resolve("tollgate.yaml"), TestConsole.CONFIG + "listen: { port: 0 }\n");
        gateway = assertInstanceOf(Opening.Ready.class,
                Gateway.open(GatewayOptions.of(folder.resolve("home")).withConfigFile(file))).gateway();
        feed = new Feed(gateway);
        page = new RoutesPage(feed, new NotedPlaces());
        Theme.LIGHT.use();
        root = new StackPane(page.node());
        stage.setScene(new Scene(root, 1104, 724));
        Theme.install(stage.getScene());
        stage.show();
        page.shown(View.NOW);
        feed.show(page.model());
        feed.start();
    }

    @AfterEach
    void close() {
        feed.close();
        gateway.close(Duration.ZERO);
    }

    private boolean says(String words) {
        return Stand.fx(() -> root.lookupAll(".label").stream().filter(Labeled.class::isInstance)
                .map(Labeled.class::cast).anyMatch(label -> label.getText() != null
                        && label.getText().contains(words)));
    }

    private List<ButtonBase> buttons() {
        return root.lookupAll(".button").stream().filter(ButtonBase.class::isInstance).map(ButtonBase.class::cast)
                .filter(RoutesFromFileTest::isSeen).toList();
    }

    private static boolean isSeen(Node node) {
        return node.isVisible() && (node.getParent() == null || isSeen(node.getParent()));
    }

    private Set<String> words() {
        return Stand.fx(() -> buttons().stream().map(b -> b.getText() == null || b.getText().isEmpty()
                ? String.valueOf(b.getAccessibleText())
                : b.getText()).collect(Collectors.toSet()));
    }

    private void key(KeyCode code, boolean alt) {
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> {
            var table = page.routesTab().panel().targets().table();
            table.getSelectionModel().clearAndSelect(0);
            table.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, alt, false));
        });
    }

    @Test
    void nothingCanBeChangedAndTheFileIsNamed() {
        TestConsole.await(() -> says("tollgate.yaml"));
        assertEquals(Set.of(), words().stream().filter(CHANGES::contains).collect(Collectors.toSet()));
        assertEquals(0, root.lookupAll(".tg-grip").size(), "nothing to drag");
        int targets = Stand.fx(() -> page.routesTab().panel().targets().table().getItems().size());
        assertTrue(targets > 0);
        for (var code : List.of(KeyCode.DELETE, KeyCode.ENTER)) {
            key(code, false);
        }
        key(KeyCode.DOWN, true);
        assertEquals(targets, Stand.fx(() -> page.routesTab().panel().targets().table().getItems().size()));
        assertEquals(0, Stand.fx(() -> page.routes().pending().get()));

        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> page.open("Providers"));
        TestConsole.await(() -> says("sim"));
        assertEquals(Set.of(), words().stream().filter(CHANGES::contains).collect(Collectors.toSet()));
    }

    @Test
    void theDryRunWorks() {
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> buttons().stream().filter(b -> "Explain".equals(b.getText()))
                .findFirst().orElseThrow().fire());
        TestConsole.await(() -> says("nothing is sent") && says("taken"));
    }
}
