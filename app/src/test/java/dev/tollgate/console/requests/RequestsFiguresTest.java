package dev.tollgate.console.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.time.Time;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TableRow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
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

/// How fast the list is, and that it holds still, with many rows. The figures are printed; what is asserted is four
/// times the bar, since a test machine is shared.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class RequestsFiguresTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int LENIENCE = 4;
    private final TestConsole console = TestConsole.open();
    private final StagedSupply supply = new StagedSupply();
    private Feed feed;
    private RequestsPage page;
    private StackPane root;

    /// Time of the JavaFX thread: by the clock, and what it computed itself, which others on the machine do not touch.
    private record Taken(double wall, double cpu) {
        static Taken of(List<Taken> all, double share) {
            return new Taken(at(all.stream().map(Taken::wall).toList(), share),
                    at(all.stream().map(Taken::cpu).toList(), share));
        }

        private static double at(List<Double> all, double share) {
            return all.stream().sorted().toList().get((int) Math.ceil(all.size() * share) - 1);
        }

        void within(String what, double bar) {
            System.out.printf(Locale.ROOT, "%s: %.1f ms by the clock, %.1f ms of the thread, bar %.0f ms%n", what, wall,
                    cpu, bar);
            assertTrue(cpu <= bar * LENIENCE, what + " took " + this);
        }
    }

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage stage) {
        Theme.LIGHT.use();
        feed = new Feed(console.gateway());
        page = new RequestsPage(supply, feed, new NotedPlaces());
        root = new StackPane(page.node());
        var scene = new Scene(root, 1180, 700);
        Theme.install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close() {
        feed.close();
        console.close();
    }

    private void layOut() {
        root.applyCss();
        root.layout();
    }

    private static Taken taken(Runnable work) {
        var time = Time.system();
        return WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long wall = time.nanos();
            work.run();
            return new Taken((time.nanos() - wall) / 1e6, (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6);
        });
    }

    private void run(Runnable work) {
        taken(() -> {
            work.run();
            layOut();
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private List<String> inView() {
        return WaitForAsyncUtils.waitForAsyncFx(9_000, () -> page.table().inView().stream().map(Row::id).toList());
    }

    /// A turn of the wheel over the rows; positive is up.
    private void wheel(double pixels) {
        run(() -> {
            Node rows = page.table().lookup(".virtual-flow");
            Event.fireEvent(rows, new ScrollEvent(ScrollEvent.SCROLL, 90, 90, 90, 90, false, false, false, false, false,
                    false, 0, pixels, 0, pixels, ScrollEvent.HorizontalTextScrollUnits.NONE, 0,
                    ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, new PickResult(rows, 90, 90)));
        });
    }

    private void tick(int from, int count, List<FlightView> flights) {
        for (int i = from; i < from + count; i++) {
            supply.settle(Samples.moved(Samples.inspected(), "n" + i, Samples.NOW));
        }
        page.requests().tick(Samples.NOW, flights);
    }

    @Test
    void aHundredThousandRowsOpenAndScrollQuickly() {
        var rows = Samples.many(100_000).stream().map(Row::of).toList();
        run(() -> page.shown(View.NOW));
        taken(() -> {
            page.requests().rows().setAll(rows);
            page.table().toEnd();
            layOut();
        }).within("100,000 rows, opened for the first time", 150);
        var steps = new ArrayList<Taken>();
        for (int i = 0; i < 200; i++) {
            int to = i * 7_919 % 99_000;
            steps.add(taken(() -> {
                page.table().scrollTo(to);
                layOut();
            }));
        }
        Taken.of(steps, 0.5).within("100,000 rows, a jump, median", 16);
        Taken.of(steps, 0.95).within("100,000 rows, a jump, p95 with the first ones", 16);
        Taken.of(steps.subList(100, 200), 0.95).within("100,000 rows, a jump, p95 after a hundred", 16);
    }

    @Test
    void thePageSwitchesQuickly() {
        Samples.many(5_000).forEach(supply::settle);
        run(() -> page.shown(View.NOW));
        var switches = new ArrayList<Taken>();
        for (int i = 0; i < 5; i++) {
            run(() -> root.getChildren().clear());
            switches.add(taken(() -> {
                root.getChildren().setAll(page.node());
                page.shown(View.NOW);
                layOut();
            }));
        }
        Taken.of(switches, 0.5).within("the page is gone to, median", 100);
    }

    @Test
    void scrolledAwayTheViewStaysAndTheChipCounts(FxRobot robot) {
        Samples.many(400).forEach(supply::settle);
        run(() -> page.shown(View.NOW));
        wheel(240);
        var before = inView();
        assertTrue(before.size() > 10, before.toString());
        var ticks = new ArrayList<Taken>();
        for (int i = 0; i < 30; i++) {
            int from = i * 50;
            ticks.add(taken(() -> {
                tick(from, 50, List.of());
                layOut();
            }));
        }
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(before, inView(), "nothing moved");
        assertEquals(1_500, page.requests().waiting().get());
        assertTrue(chip().endsWith("1,500 new"), chip());
        Taken.of(ticks, 0.95).within("a tick while scrolled away, 500 rows/s, p95", 8);
        robot.interact(() -> page.table().requestFocus());
        robot.push(KeyCode.END);
        WaitForAsyncUtils.waitForFxEvents();
        assertEquals(0, page.requests().waiting().get());
        assertEquals("n1499", inView().getLast(), "the end has caught up");
    }

    private String chip() {
        return WaitForAsyncUtils.waitForAsyncFx(9_000, () -> page.node().lookupAll(".tg-new").stream()
                .map(n -> String.valueOf(n.getAccessibleText()).replace(", End", "")).findFirst().orElse("none"));
    }

    @Test
    void scrolledBackToTheEndItCatchesUpByItself() {
        Samples.many(400).forEach(supply::settle);
        run(() -> page.shown(View.NOW));
        wheel(240);
        run(() -> tick(0, 20, List.of()));
        assertEquals("20 new", chip());
        wheel(-2_400);
        run(() -> tick(20, 0, List.of()));
        assertEquals(0, page.requests().waiting().get());
        assertEquals(page.requests().rows().getLast().id(), inView().getLast());
        assertEquals("none", chip());
    }

    @Test
    void atTheEndItFollowsWithinTheTicksBudget() {
        Samples.many(5_000).forEach(supply::settle);
        run(() -> page.shown(View.NOW));
        var ticks = new ArrayList<Taken>();
        var flights = new ArrayList<FlightView>();
        for (int i = 0; i < 200; i++) {
            flights.add(Samples.flight("f" + i, Samples.NOW, i));
        }
        for (int i = 0; i < 60; i++) {
            int from = i * 20;
            ticks.add(taken(() -> tick(from, 20, flights)));
            run(() -> {});
            assertEquals(page.requests().rows().getLast().id(), inView().getLast(), "the newest is in view");
        }
        Taken.of(ticks, 0.95).within("a tick at the end, 200 requests/s, 200 in flight, p95", 8);
    }

    @Test
    void theWheelAtTheStartLoadsOlderOnesAndTheFirstInViewStays() {
        Samples.many(1_400).forEach(supply.ledger::add);
        run(() -> page.shown(View.NOW));
        assertEquals(500, page.requests().rows().size());
        run(() -> page.table().scrollTo(0));
        var before = inView();
        supply.slow = true;
        wheel(40);
        assertEquals(before, inView());
        run(() -> List.copyOf(supply.unanswered).forEach(Runnable::run));
        assertTrue(page.requests().rows().size() > 900, "a page more");
        assertEquals(before, inView());
    }

    @Test
    void pageUpAtTheStartLoadsOlderOnesAndTheFirstInViewStays(FxRobot robot) {
        Samples.many(1_400).forEach(supply.ledger::add);
        run(() -> page.shown(View.NOW));
        run(() -> page.table().scrollTo(0));
        robot.interact(() -> page.table().requestFocus());
        robot.push(KeyCode.PAGE_UP);
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(page.requests().rows().size() > 900, "a page more");
        assertTrue(inView().contains("many900"), inView().toString());
    }

    @Test
    void everyRowSaysItselfToAScreenReader() {
        Samples.typical().forEach(supply::settle);
        run(() -> page.shown(View.NOW));
        var told = WaitForAsyncUtils.waitForAsyncFx(9_000, () -> page.table().lookupAll(".table-row-cell").stream()
                .filter(n -> n instanceof TableRow<?> row && !row.isEmpty())
                .map(n -> String.valueOf(n.queryAccessibleAttribute(AccessibleAttribute.TEXT))).toList());
        assertTrue(told.size() > 10, told.toString());
        told.forEach(text -> assertTrue(text.contains(", key ") && text.contains(", cost "), text));
        assertTrue(told.stream().anyMatch(t -> t.startsWith("rejected: budget exceeded")), told.toString());
    }
}
