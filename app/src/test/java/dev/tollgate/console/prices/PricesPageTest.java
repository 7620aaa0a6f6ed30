package dev.tollgate.console.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.control.Preview;
import dev.tollgate.gateway.control.PriceChange;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.pricing.PriceBook;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.TableCell;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
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

/// The page over the real engine and the built-in provider: a model is called without a price, priced on screen with
/// the effect shown first, and the next call has the price.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class PricesPageTest {
    private static final String CODE = "sim/sim-code";
    private static final String LARGE = "sim/sim-large";
    private final NotedPlaces places = new NotedPlaces();
    private Stage stage;
    private TestConsole console;
    private Feed feed;
    private PricesPage page;

    @TempDir
    Path files;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage shown) {
        Theme.LIGHT.use();
        stage = shown;
        stage.setScene(new Scene(new Pane(), 1104, 724));
        Theme.install(stage.getScene());
        stage.show();
    }

    @BeforeEach
    void open() {
        open(TestConsole.CONFIG);
    }

    private void open(String yaml) {
        console = TestConsole.open(yaml);
        feed = new Feed(console.gateway());
    }

    @AfterEach
    void close() {
        feed.close();
        console.close();
    }

    private static <T> T fx(Callable<T> call) {
        return WaitForAsyncUtils.waitForAsyncFx(20_000, call);
    }

    private static void run(Runnable act) {
        WaitForAsyncUtils.waitForAsyncFx(20_000, act);
    }

    private void show() {
        page = fx(() -> {
            var made = new PricesPage(feed, places);
            stage.getScene().setRoot(new StackPane(made.node()));
            made.shown(View.NOW);
            return made;
        });
        TestConsole.await(() -> !lines().isEmpty());
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void reload() {
        run(() -> page.prices().load());
    }

    private List<Line> lines() {
        return fx(() -> List.copyOf(page.table().node().getItems()));
    }

    private Line line(String name) {
        return lines().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private List<Entry> entries() {
        console.saved();
        var now = Time.system().instant();
        return console.gateway().queries().entries(EntryFilter.between(now.minus(Duration.ofDays(7)),
                now.plusSeconds(60)), 1_000, Optional.empty()).entries();
    }

    private Preview preview() {
        TestConsole.await(() -> fx(() -> page.prices().preview().get().isPresent()));
        return fx(() -> page.prices().preview().get().orElseThrow());
    }

    private static long rate(String usd) {
        return Picos.perToken(new BigDecimal(usd));
    }

    private void type(FxRobot robot, String field, String text) {
        robot.clickOn(robot.lookup((Node each) -> each instanceof TextField
                && field.equals(each.getAccessibleText())).queryAs(TextField.class));
        robot.push(KeyCode.CONTROL, KeyCode.A).write(text);
    }

    private static Button button(FxRobot robot, String text) {
        return robot.lookup((Node each) -> each instanceof Button button && text.equals(button.getText())
                && button.isVisible()).queryButton();
    }

    private TableCell<?, ?> cell(FxRobot robot, String name, String column) {
        int row = lines().indexOf(line(name));
        return robot.from(page.table().node()).lookup((Node each) -> each instanceof TableCell<?, ?> cell
                && cell.getIndex() == row && cell.getTableColumn().getText().equals(column)).queryAs(TableCell.class);
    }

    @Test
    void aModelWithoutAPriceIsPricedOnScreenAndTheNextCallHasIt(FxRobot robot) {
        for (int i = 0; i < 3; i++) {
            assertEquals(200, console.chat("code", "hello " + i));
        }
        console.chat("single", "hello");
        assertEquals(3, entries().stream().filter(e -> e.cost().source() == CostSource.UNPRICED).count());
        show();
        var first = lines().getFirst();
        assertEquals(CODE, first.name());
        assertTrue(first.isUnpriced());
        assertEquals(3, first.requests());
        assertTrue(robot.lookup("1 unpriced model, 3 requests").tryQuery().isPresent());

        robot.clickOn(button(robot, "Price this model"));
        type(robot, "Input", "1.5");
        type(robot, "Output", "6");
        var before = entries();
        robot.clickOn(button(robot, "Add to pending"));
        var preview = preview();
        var row = fx(() -> page.prices().drafts().all().getFirst().row().orElseThrow());
        assertEquals(Map.of(Unit.INPUT, rate("1.5"), Unit.OUTPUT, rate("6")), row.rates());
        long settled = before.stream().mapToLong(e -> e.cost().picos()).sum();
        long gained = before.stream().filter(e -> !e.cost().isPriced())
                .mapToLong(e -> PriceBook.of(row, e.usage()).picos()).sum();
        assertEquals(settled, preview.oldPicos());
        assertEquals(settled + gained, preview.newPicos());
        assertEquals(3, preview.touched());
        assertEquals(3, preview.oldUnpriced());
        assertEquals(0, preview.newUnpriced());
        assertEquals(before, entries());
        assertEquals(3, console.gateway().config().prices().size());

        robot.clickOn(button(robot, "Commit"));
        TestConsole.await(() -> console.gateway().config().prices().size() == 4);
        console.chat("code", "hello again");
        TestConsole.await(() -> entries().size() == before.size() + 1);
        var next = entries().getFirst();
        assertEquals(CostSource.COMPUTED, next.cost().source());
        assertEquals(PriceBook.of(row, next.usage()).picos(), next.cost().picos());
        TestConsole.await(() -> !line(CODE).isUnpriced() && !line(CODE).isPending());
        assertEquals(before, entries().subList(1, entries().size()));

        fx(() -> {
            places.undos.getLast().action().run();
            return true;
        });
        TestConsole.await(() -> console.gateway().config().prices().size() == 3);
        console.chat("code", "once more");
        TestConsole.await(() -> entries().size() == before.size() + 2);
        assertEquals(CostSource.UNPRICED, entries().getFirst().cost().source());
    }

    @Test
    void aRateIsTypedInItsPlaceAndWarnedAboutWhileTyped(FxRobot robot) {
        console.chat("single", "hello");
        console.saved();
        show();
        robot.doubleClickOn(cell(robot, LARGE, "in"));
        robot.write("0,25");
        assertTrue(fx(page::words).contains("Write it with a point: 0.25"), fx(page::words));
        robot.push(KeyCode.ENTER);
        assertEquals(0, fx(() -> page.prices().drafts().size()));
        robot.push(KeyCode.CONTROL, KeyCode.A).write("0.25");
        assertTrue(fx(page::words).contains("more than five times"), fx(page::words));
        assertTrue(fx(page::words).contains("dearer than input"), fx(page::words));
        robot.push(KeyCode.ENTER);
        var line = line(LARGE);
        assertTrue(line.isPending());
        assertEquals(OptionalLong.of(rate("0.25")), line.rate(Unit.INPUT));
        assertTrue(preview().newPicos() < preview().oldPicos());

        robot.doubleClickOn(cell(robot, LARGE, "in"));
        robot.push(KeyCode.CONTROL, KeyCode.A).write("3").push(KeyCode.ENTER);
        assertFalse(line(LARGE).isPending());
        assertEquals(0, fx(() -> page.prices().drafts().size()));
    }

    @Test
    void aBlockFromASpreadsheetIsAllOrNothing() {
        show();
        run(() -> page.paste("model\tin\tcached\tout\nsim/sim-large\t2\t0.2\t10\nsim/sim-new\t1,5\t\t3"));
        assertTrue(fx(() -> page.prices().trouble().get()).contains("Line 3"));
        assertEquals(0, fx(() -> page.prices().drafts().size()));
        run(() -> page.paste("model\tin\tcached\tout\nsim-large\t2\t0.2\t10\nsim/sim-new\t$1.5\t-\t3"));
        assertEquals("", fx(() -> page.prices().trouble().get()));
        assertEquals(OptionalLong.of(rate("10")), line(LARGE).rate(Unit.OUTPUT));
        assertEquals(OptionalLong.empty(), line("sim/sim-new").rate(Unit.CACHE_READ));
        assertEquals(2, fx(() -> page.prices().drafts().size()));
    }

    @Test
    void aListIsADifferenceThatLeavesTypedRowsAlone(FxRobot robot) throws IOException {
        show();
        var file = Files.writeString(files.resolve("map.json"), """
                {"sim-large": {"litellm_provider": "sim", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6},
                 "sim-code": {"litellm_provider": "sim", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6},
                 "other": {"litellm_provider": "elsewhere", "input_cost_per_token": 1e-6}}
                """);
        run(() -> page.list(file.toString()));
        TestConsole.await(() -> fx(() -> page.importPanel().node().isVisible()));
        assertEquals(List.of("KEPT sim-large", "NEW sim-code"), fx(() -> page.importPanel().table().getItems().stream()
                .map(line -> line.kind() + " " + line.row().model()).toList()));
        robot.clickOn(button(robot, "Take over 1"));
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(fx(() -> page.table().node().isFocused()), "the keyboard is not left on Discard");
        assertEquals(OptionalLong.of(1_000_000), line(CODE).rate(Unit.INPUT));
        robot.clickOn(button(robot, "Commit"));
        TestConsole.await(() -> console.gateway().config().prices().size() == 4);
        assertEquals(3, console.gateway().config().prices().stream().filter(PriceRow::isTyped).count());
    }

    @Test
    void anAddressIsJudgedBesideItsFieldBeforeAnythingIsAsked(FxRobot robot) {
        show();
        run(() -> page.importing().askAddress());
        robot.write("example.com/prices.json");
        robot.clickOn(button(robot, "Read the list"));
        assertTrue(robot.lookup("Write the whole address, as https://HOST/PATH.").tryQuery().isPresent());
        robot.push(KeyCode.CONTROL, KeyCode.A);
        robot.write(console.gateway().status().baseUrl() + "/nothing-here");
        robot.clickOn(button(robot, "Read the list"));
        TestConsole.await(() -> !fx(() -> page.prices().trouble().get()).isEmpty());
        var text = fx(() -> page.notice().text());
        assertTrue(text.contains("answered 4") && text.contains("Check the address"), text);
        assertTrue(robot.lookup("Read the list").tryQuery().isEmpty(), "the form is gone");
    }

    @Test
    void aDamagedListChangesNothingAndNamesItsLine() throws IOException {
        show();
        var file = Files.writeString(files.resolve("map.json"), """
                {"sim-large": {"litellm_provider": "sim", "input_cost_per_token": 1e-6},
                 "sim-code": {"litellm_provider": "sim", "input_cost_per_token": "cheap"}}
                """);
        run(() -> page.list(file.toString()));
        TestConsole.await(() -> !fx(() -> page.prices().trouble().get()).isEmpty());
        var text = fx(() -> page.notice().text());
        assertTrue(text.contains("Line 2") && text.contains("'cheap'") && text.contains("Nothing was taken"), text);
        assertFalse(fx(() -> page.importPanel().node().isVisible()));
        int before = fx(() -> System.identityHashCode(page.prices().table().get()));
        run(() -> page.prices().load());
        TestConsole.await(() -> fx(() -> System.identityHashCode(page.prices().table().get())) != before);
        assertEquals(text, fx(() -> page.notice().text()), "reading the table again does not take the words away");
    }

    @Test
    void whatAnotherWindowChangedIsShownAndMineIsKept(FxRobot robot) {
        show();
        fx(() -> {
            page.prices().rate(line(page, LARGE), Unit.INPUT, OptionalLong.of(rate("2")));
            page.prices().fromNow().set(false);
            return true;
        });
        var desk = console.gateway().prices();
        var seen = console.gateway().config().prices().getFirst();
        desk.commit("other", List.of(PriceChange.replace(seen,
                seen.withRates(Map.of(Unit.INPUT, rate("4"), Unit.OUTPUT, rate("15"))))));
        robot.clickOn(button(robot, "Commit"));
        TestConsole.await(() -> fx(() -> page.notice().text()).contains("Changed elsewhere"));
        assertTrue(fx(() -> page.notice().text()).contains("input 4.000"), fx(() -> page.notice().text()));
        assertEquals(rate("4"), console.gateway().config().prices().getFirst().rates().get(Unit.INPUT));
        robot.clickOn(button(robot, "Keep mine"));
        robot.clickOn(button(robot, "Commit"));
        TestConsole.await(() -> Long.valueOf(rate("2"))
                .equals(console.gateway().config().prices().getFirst().rates().get(Unit.INPUT)));
    }

    private static Line line(PricesPage page, String name) {
        return page.table().node().getItems().stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow();
    }

    @Test
    void rowsAreExportedAsTheyAreShown() throws IOException {
        show();
        run(() -> page.prices().find("sim-"));
        var file = files.resolve("out.csv");
        run(() -> page.exporting().write(file, Exporting.Form.CSV, lines(page)));
        TestConsole.await(() -> !places.toasts.isEmpty());
        assertEquals(4, Files.readString(file).lines().count());
    }

    private static List<PriceRow> lines(PricesPage page) {
        return page.table().node().getItems().stream().flatMap(line -> line.row().stream()).toList();
    }

    @Test
    void fiveThousandRowsOpenInATenthOfASecond() {
        close();
        var yaml = new StringBuilder(TestConsole.CONFIG);
        for (int i = 0; i < 5_000; i++) {
            yaml.append("  - { provider: sim, model: m-").append(i)
                    .append(", from: 2026-01-01, input: 1, output: 2 }\n");
        }
        open(yaml.toString());
        show();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long began = System.nanoTime();
            page = fx(() -> {
                var made = new PricesPage(feed, places);
                stage.getScene().setRoot(new StackPane(made.node()));
                made.shown(View.NOW);
                stage.getScene().getRoot().applyCss();
                stage.getScene().getRoot().layout();
                return made;
            });
            long opened = System.nanoTime() - began;
            TestConsole.await(() -> lines().size() > 5_000);
            long filled = fx(() -> {
                page.prices().find("m-4999");
                long from = System.nanoTime();
                page.prices().find("");
                stage.getScene().getRoot().layout();
                return System.nanoTime() - from;
            });
            best = Math.min(best, opened + filled);
            System.out.printf("page with %,d rows: made in %d ms, filled in %d ms%n", lines().size(),
                    opened / 1_000_000, filled / 1_000_000);
        }
        assertTrue(best < 1_000_000_000L, "far beyond a tenth of a second");
        reload();
    }
}
