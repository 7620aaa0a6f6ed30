package dev.tollgate.console.routes;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.testing.TestConsole;
import javafx.application.Platform;
import javafx.scene.control.CheckBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// The editors beside routes and providers: who has the keyboard, and what the list beside them changes.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class RoutesEditorsTest {
    private final TestConsole console = TestConsole.open("""
            providers:
              spare: { base_url: "http://simulated-2.localhost/v1", free: true, models: [sim-small] }
            routes:
              single: { targets: [{ provider: spare, model: sim-small }] }
            keys:
              - { name: web, secret: "literal:tg-test-web-0123456789abcdef" }
            """);
    private Stand stand;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage stage) {
        stand = new Stand(console, stage);
    }

    @AfterEach
    void close() {
        stand.close();
    }

    private boolean hasKeyboard(String id) {
        return Stand.fx(() -> {
            var at = stand.root().getScene().getFocusOwner();
            while (at != null && !id.equals(at.getId())) {
                at = at.getParent();
            }
            return at != null;
        });
    }

    @Test
    void theFirstFieldOfEachEditorHasTheKeyboardFromItsFirstOpening() {
        stand.tab("Routes");
        stand.press("Route");
        assertTrue(hasKeyboard("route-name"));
        stand.press("Cancel");
        stand.press("Target");
        assertTrue(hasKeyboard("target-provider"));
        stand.press("Cancel");
        stand.tab("Providers");
        stand.press("#add-provider");
        assertTrue(hasKeyboard("offer"));
    }

    @Test
    void whatIsSwitchedInTheListIsNotTakenForSomebodyElse() {
        stand.tab("Providers");
        stand.run(() -> stand.page().providersTab().edit("spare"));
        stand.run(() -> stand.root().lookupAll(".check-box").stream().filter(CheckBox.class::isInstance)
                .map(CheckBox.class::cast).filter(box -> "Switch off spare".equals(box.getAccessibleText()))
                .findFirst().orElseThrow().fire());
        stand.until(() -> !stand.provider("spare").enabled());
        stand.until(() -> stand.page().providersTab().editor().draft().before().filter(p -> !p.enabled()).isPresent());
        assertFalse(stand.says("Somebody else"));
        stand.type("#provider-models", "sim-small, sim-code");
        stand.press("Save");
        stand.until(() -> stand.provider("spare").models().contains("sim-code"));
        assertFalse(stand.provider("spare").enabled());
    }
}
