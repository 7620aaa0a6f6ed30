package dev.tollgate.console.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.config.Target;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// Targets dragged to another order by the mouse, and one route found among hundreds.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class RoutesOrderTest {
    private static final String YAML = """
            providers:
              one: { base_url: "http://simulated.localhost/v1", models: [sim-small] }
              two: { base_url: "http://simulated-2.localhost/v1", models: [sim-small] }
            routes:
              fast:
                retries: { attempts: 0 }
                targets:
                  - { provider: one, model: sim-small }
                  - { provider: two, model: sim-small, type: backup }
                  - { provider: one, model: sim-large, type: backup }
            keys:
              - { name: web, secret: "literal:tg-test-web-0123456789abcdef" }
            """;
    private static final double HEADER = 28;
    private static final double ROW = 44;
    private final TestConsole console = TestConsole.open(YAML);
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

    private List<String> order() {
        return console.gateway().config().routes().getFirst().targets().stream().map(RoutesOrderTest::label).toList();
    }

    private static String label(Target target) {
        return target.provider() + "/" + target.model();
    }

    private List<String> shown() {
        return Stand.fx(() -> stand.page().routesTab().panel().targets().table().getItems().stream()
                .map(TargetRow::label).toList());
    }

    /// Where the grip of a row is on the screen.
    private Point2D grip(int row) {
        return Stand.fx(() -> stand.page().routesTab().panel().targets().table()
                .localToScreen(15, HEADER + (row + 0.5) * ROW));
    }

    private void untilShown(String... labels) {
        stand.until(() -> stand.page().routesTab().panel().targets().table().getItems().stream().map(TargetRow::label)
                .toList().equals(List.of(labels)));
    }

    @Test
    void theLastTargetIsDraggedToTheTopAndAsksFirstOnceItIsCommitted(FxRobot robot) {
        stand.until(() -> stand.root().lookupAll(".tg-grip").size() >= 3);
        assertEquals(List.of("one/sim-small", "two/sim-small", "one/sim-large"), shown());
        robot.drag(grip(2)).moveTo(grip(1));
        untilShown("one/sim-small", "one/sim-large", "two/sim-small");
        robot.moveTo(grip(0));
        untilShown("one/sim-large", "one/sim-small", "two/sim-small");
        robot.drop();
        assertEquals(List.of("one/sim-small", "two/sim-small", "one/sim-large"), order(), "not in force yet");
        stand.until(() -> stand.page().routes().pending().get() == 1);
        assertTrue(stand.says("was 3"));
        stand.press("Commit");
        stand.until(() -> order().equals(List.of("one/sim-large", "one/sim-small", "two/sim-small")));
        assertEquals(200, console.chat("fast", "who answers?"));
    }

    @Test
    void callsThatAreServedMeanwhileDoNotStopADrag(FxRobot robot) {
        stand.until(() -> stand.root().lookupAll(".tg-grip").size() >= 3);
        robot.drag(grip(0));
        var before = Stand.fx(() -> stand.page().routesTab().panel().targets().table().getItems().getFirst());
        assertEquals(200, console.chat("fast", "whose figures change?"));
        stand.until(() -> !before.equals(
                stand.page().routesTab().panel().targets().table().getItems().getFirst()));
        Stand.fx(() -> {
            stand.root().applyCss();
            stand.root().layout();
            return true;
        });
        robot.moveTo(grip(1));
        untilShown("two/sim-small", "one/sim-small", "one/sim-large");
        robot.drop();
    }

    @Test
    void aDragThatEndsWhereItBeganChangesNothing(FxRobot robot) {
        stand.until(() -> stand.root().lookupAll(".tg-grip").size() >= 3);
        robot.drag(grip(0)).moveTo(grip(2));
        untilShown("two/sim-small", "one/sim-large", "one/sim-small");
        robot.moveTo(grip(0));
        untilShown("one/sim-small", "two/sim-small", "one/sim-large");
        robot.drop();
        assertEquals(0, Stand.fx(() -> stand.page().routes().pending().get()));
    }

    @Test
    void amongHundredsOneIsFoundByItsNameOrByWhomItAsks(FxRobot robot) {
        assertFalse(Stand.fx(() -> stand.find("#search-routes").getParent().isVisible()), "one needs no search");
        console.gateway().control().apply("test", config -> {
            var first = config.routes().getFirst();
            return config.withRoutes(Stream
                    .concat(Stream.of(first),
                            IntStream.range(0, 300).mapToObj(i -> new Route("team-" + i,
                                    first.targets().subList(0, i == 7 ? 3 : 1), first.timeouts(),
                                    first.retries(), first.health(), first.refuseUnpriced(), first.standInPicos())))
                    .toList());
        });
        stand.until(() -> stand.page().routes().rows().size() == 301);
        stand.until(() -> stand.says("301 routes"));
        stand.type("#search-routes", "two team");
        stand.until(() -> stand.says("1 of 301"));
        assertEquals("team-7", Stand.fx(() -> stand.page().routes().rows().getFirst().name()));
        assertEquals("team-7", Stand.fx(() -> stand.page().routes().chosen()), "what is found is shown");
        stand.type("#search-routes", "nobody");
        stand.until(() -> stand.says("No route has these words"));
        assertEquals("team-7", Stand.fx(() -> stand.page().routes().chosen()), "the editor stays");
        stand.run(() -> stand.find("#search-routes").requestFocus());
        robot.push(KeyCode.ESCAPE);
        stand.until(() -> stand.page().routes().rows().size() == 301);
        assertEquals("", Stand.fx(() -> ((TextField) stand.find("#search-routes")).getText()));
    }
}
