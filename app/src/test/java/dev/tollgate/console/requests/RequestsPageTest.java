package dev.tollgate.console.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.sim.SimFault;
import dev.tollgate.gateway.term.Dimension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
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

/// The page over a real gateway, its built-in provider and calls by HTTP.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class RequestsPageTest {
    private final NotedPlaces places = new NotedPlaces();
    private final TestConsole console = TestConsole.open();
    @TempDir
    Path folder;
    private Feed feed;
    private RequestsPage page;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage stage) {
        Theme.LIGHT.use();
        feed = new Feed(console.gateway());
        page = new RequestsPage(feed, places);
        var scene = new Scene(new StackPane(page.node()), 1180, 700);
        Theme.install(scene);
        stage.setScene(scene);
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

    private static boolean onFx(BooleanSupplier condition) {
        return WaitForAsyncUtils.waitForAsyncFx(30_000, condition::getAsBoolean);
    }

    private static void await(BooleanSupplier condition) {
        TestConsole.await(() -> onFx(condition));
    }

    private List<Row> rows() {
        return page.requests().rows();
    }

    private static String texts(Node node) {
        return node.lookupAll(".label").stream().filter(Label.class::isInstance).map(l -> ((Label) l).getText())
                .filter(t -> t != null && !t.isEmpty()).collect(Collectors.joining(" | "));
    }

    @Test
    void aCallIsSeenRunningTicksAndSettlesInItsLine() {
        console.provider().speed(0.3);
        console.streaming(TestConsole.KEY, "smart", "a story");
        await(() -> rows().size() == 1 && rows().getFirst().flight().filter(f -> f.output() > 0).isPresent());
        assertTrue(onFx(() -> rows().getFirst().isRunning()));
        assertTrue(onFx(() -> Look.cost(rows().getFirst()).startsWith("≈")));
        console.provider().speed(0);
        await(() -> !rows().getFirst().isRunning());
        assertEquals(1, rows().size());
        await(() -> Look.cost(rows().getFirst()).startsWith("$"));
        await(() -> page.requests().count().get() == 1);
    }

    @Test
    void anEmptyGatewaySaysWhereToPointAnApp() {
        await(() -> EmptyView.title(page.emptyView()).equals(Optional.of("No request has come yet")));
        assertTrue(onFx(() -> texts(page.emptyView()).contains(console.baseUrl())));
    }

    @Test
    void whatDoesNotMatchNamesTheWaysOut(FxRobot robot) {
        console.chat("smart", "hello");
        console.saved();
        robot.interact(() -> page.shown(new View(TimeRange.LIVE_15_MIN,
                Filter.NONE.with(Dimension.KEY, "web").with(Dimension.OUTCOME, "failed"))));
        await(() -> EmptyView.title(page.emptyView()).equals(Optional.of("No request matches in the last 15 minutes")));
        await(() -> robot.lookup("Remove outcome:failed: 1 request").tryQuery().isPresent()); // counted afterwards
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn("Remove outcome:failed: 1 request");
        assertEquals(List.of("filter key:web"), places.opened);
    }

    @Test
    void aFallbackIsExplainedPartByPart(FxRobot robot) {
        console.provider().script("sim-large", SimFault.of(SimFault.Kind.SERVER_ERROR), 1);
        assertEquals(200, console.chat("smart", "hello there"));
        await(() -> rows().size() == 1 && !rows().getFirst().isRunning());
        robot.interact(() -> page.table().getSelectionModel().select(0));
        robot.push(KeyCode.ENTER);
        assertTrue(onFx(page::isInspecting));
        await(() -> texts(page.inspector()).contains("fell back"));
        robot.interact(() -> page.inspector().select(Inspector.Part.ATTEMPTS));
        await(() -> texts(page.inspector()).contains("1  sim/sim-large"));
        assertTrue(onFx(() -> texts(page.inspector()).contains("server error, status 500")));
        robot.interact(() -> page.inspector().select(Inspector.Part.COST));
        await(() -> texts(page.inspector()).contains("sim/sim-small from 2026-01-01"));
        robot.interact(() -> page.inspector().select(Inspector.Part.REQUEST));
        await(() -> texts(page.inspector()).contains("Not stored."));
        robot.push(KeyCode.ESCAPE);
        assertFalse(onFx(page::isInspecting));
        assertTrue(onFx(() -> page.table().isFocused()), "the focus is back in the list");
    }

    @Test
    void theTabThatIsPickedIsTheOneThatIsFilled(FxRobot robot) {
        console.provider().script("sim-large", SimFault.of(SimFault.Kind.SERVER_ERROR), 1);
        assertEquals(200, console.chat("smart", "hello there"));
        await(() -> rows().size() == 1 && !rows().getFirst().isRunning());
        robot.interact(() -> page.open(rows().getFirst().id()));
        await(page::isInspecting);
        var told = Map.of(Inspector.Part.SUMMARY, "outcome", Inspector.Part.ATTEMPTS, "Decision", Inspector.Part.COST,
                "sim/sim-small from 2026-01-01", Inspector.Part.TIMING, "with providers", Inspector.Part.REQUEST,
                "endpoint");
        for (var round : List.of(1, 2)) {
            for (var part : Inspector.Part.values()) {
                robot.interact(() -> page.inspector().select(part));
                WaitForAsyncUtils.waitForFxEvents();
                assertTrue(onFx(() -> seen(page.inspector()).contains(Objects.requireNonNull(told.get(part)))),
                        part + ", round " + round + ": " + seen(page.inspector()));
            }
        }
    }

    /// The texts that can be seen: the content of a tab that is not selected is in the scene, but not visible.
    private static String seen(Node node) {
        return node.lookupAll(".label").stream().filter(Label.class::isInstance).map(Label.class::cast)
                .filter(RequestsPageTest::isSeen).map(Label::getText).filter(t -> t != null && !t.isEmpty())
                .collect(Collectors.joining(" | "));
    }

    private static boolean isSeen(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return node.getLayoutBounds().getWidth() > 0;
    }

    @Test
    void aRunningCallIsCutInTheInspectorWhichThenShowsHowItEnded(FxRobot robot) {
        console.provider().speed(0.2);
        console.streaming(TestConsole.KEY, "smart", "a long story");
        await(() -> rows().size() == 1 && rows().getFirst().flight().filter(f -> f.output() > 0).isPresent());
        robot.interact(() -> page.open(rows().getFirst().id()));
        await(page::isInspecting);
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> page.inspector().lookupAll(".button").stream().filter(Button.class::isInstance)
                .map(Button.class::cast).filter(b -> "Cut".equals(b.getText())).findFirst().orElseThrow().fire());
        await(() -> !rows().getFirst().isRunning());
        await(() -> texts(page.inspector()).contains("interrupted"));
        assertEquals(List.of("Cut one call of web; tokens so far are billed"), places.toasts);
    }

    @Test
    void theAppsVerdictIsKept(FxRobot robot) {
        console.chat("smart", "hello");
        await(() -> rows().size() == 1 && !rows().getFirst().isRunning());
        robot.interact(() -> page.open(rows().getFirst().id()));
        await(page::isInspecting);
        robot.interact(() -> page.inspector().note(rows().getFirst().entry().orElseThrow(), "rework"));
        await(() -> texts(page.inspector()).contains("app: rework"));
        assertEquals(Optional.of("rework"), console.gateway().queries().entry(rows().getFirst().id()).orElseThrow()
                .appOutcome());
        assertEquals(List.of("Noted as rework"), places.toasts);
    }

    @Test
    void oneOfYesterdayOpensAlthoughTheListDoesNotHaveIt(FxRobot robot) {
        console.chat("smart", "hello");
        console.saved();
        var id = WaitForAsyncUtils.waitForAsyncFx(9_000, () -> rows().isEmpty() ? "" : rows().getFirst().id());
        await(() -> rows().size() == 1);
        var known = id.isEmpty() ? rows().getFirst().id() : id;
        robot.interact(() -> page.shown(new View(TimeRange.LIVE_15_MIN, Filter.NONE.with(Dimension.KEY, "nobody"))));
        robot.interact(() -> page.open(known));
        await(page::isInspecting);
        assertTrue(onFx(() -> page.inspector().row().orElseThrow().id().equals(known)));
    }

    @Test
    void everyCellNarrowsTheFilterAndCopies(FxRobot robot) {
        console.chat("smart", "hello");
        await(() -> rows().size() == 1 && !rows().getFirst().isRunning());
        var menus = new RowMenu(places, () -> Filter.NONE, console.gateway().time()::instant, java.time.ZoneOffset.UTC,
                _ -> {}, _ -> {});
        for (var column : Column.values()) {
            var items = WaitForAsyncUtils.waitForAsyncFx(9_000, () -> menus.of(rows().getFirst(), column).getItems()
                    .stream().map(MenuItem::getText).filter(t -> t != null).toList());
            assertTrue(items.stream().anyMatch(t -> t.startsWith("Copy ")), column + ": " + items);
        }
        robot.interact(() -> menus.of(rows().getFirst(), Column.KEY).getItems().get(1).fire());
        robot.interact(() -> menus.of(rows().getFirst(), Column.SERVED).getItems().get(2).fire());
        assertEquals(List.of("filter -key:web", "filter model:sim-large"), places.opened);
        robot.interact(() -> page.table().getSelectionModel().select(0));
        robot.interact(() -> page.table().requestFocus());
        robot.push(KeyCode.SHORTCUT, KeyCode.C);
        var copied = WaitForAsyncUtils.waitForAsyncFx(9_000, () -> Clipboard.getSystemClipboard().getString());
        assertTrue(copied.startsWith(rows().getFirst().id() + "\tsuccess\t"), copied);
    }

    @Test
    void holdAndSinceNowByTheirKeys(FxRobot robot) {
        console.chat("smart", "hello");
        await(() -> rows().size() == 1);
        robot.interact(() -> page.table().requestFocus());
        robot.push(KeyCode.U);
        console.chat("smart", "hello");
        await(() -> page.requests().waiting().get() == 1);
        assertEquals(1, rows().size());
        robot.push(KeyCode.END);
        await(() -> rows().size() == 2);
        robot.push(KeyCode.S);
        await(() -> rows().isEmpty());
        assertTrue(onFx(() -> EmptyView.title(page.emptyView()).orElse("").startsWith("Nothing has started since")));
        console.chat("smart", "hello");
        await(() -> rows().size() == 1);
        robot.push(KeyCode.S);
        await(() -> rows().size() == 3);
    }

    @Test
    void whatIsShownIsExportedAsCsvAndJson(FxRobot robot) throws IOException {
        console.chat("smart", "hello");
        console.chat("code", "hello");
        console.saved();
        await(() -> rows().size() == 2);
        var exporting = new Exporting(feed, places);
        robot.interact(() -> exporting.write(folder.resolve("a.csv"), page.requests().asked()));
        robot.interact(() -> exporting.write(folder.resolve("a.json"), page.requests().asked()));
        robot.interact(() -> exporting.write(folder.resolve("no/where.csv"), page.requests().asked()));
        await(() -> places.toasts.size() == 3);
        assertEquals(3, Files.readAllLines(folder.resolve("a.csv")).size());
        assertTrue(Files.readString(folder.resolve("a.json")).startsWith("[{"));
        assertTrue(places.toasts.contains("2 requests written to " + folder.resolve("a.csv")),
                places.toasts.toString());
        assertTrue(places.toasts.stream().anyMatch(t -> t.startsWith("Not exported: ")), places.toasts.toString());
    }

    @Test
    void columnsAreRememberedInTheHome(FxRobot robot) {
        robot.interact(() -> page.table().columns().show(Column.CUSTOMER, true));
        robot.interact(() -> page.table().columns().show(Column.CACHED, false));
        await(() -> console.gateway().remembered("requests.columns").equals(Optional.of("cached=off;customer=on")));
        var next = WaitForAsyncUtils.waitForAsyncFx(9_000, () -> new RequestsPage(feed, places));
        await(() -> next.table().columns().isShown(Column.CUSTOMER));
        assertFalse(onFx(() -> next.table().columns().isShown(Column.CACHED)));
    }

    @Test
    void everyFocusableNodeHasAName(FxRobot robot) {
        console.chat("smart", "hello");
        await(() -> rows().size() == 1 && !rows().getFirst().isRunning());
        robot.interact(() -> page.open(rows().getFirst().id()));
        for (var part : Inspector.Part.values()) {
            robot.interact(() -> page.inspector().select(part));
            WaitForAsyncUtils.waitForFxEvents();
            var nameless = WaitForAsyncUtils.waitForAsyncFx(9_000, () -> page.node().lookupAll("*").stream()
                    .filter(n -> n.isFocusTraversable() && n.isVisible()).filter(RequestsPageTest::isNameless)
                    .map(Object::toString).toList());
            assertEquals(List.of(), nameless);
        }
    }

    private static boolean isNameless(Node node) {
        var name = node.getAccessibleText();
        var text = node instanceof javafx.scene.control.Labeled labeled ? labeled.getText() : "";
        return (name == null || name.isEmpty()) && (text == null || text.isEmpty());
    }
}
