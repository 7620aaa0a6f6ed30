package dev.tollgate.console.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.time.Time;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.service.query.NodeQuery;
import org.testfx.util.WaitForAsyncUtils;

/// The page over a real gateway, its built-in provider and calls by HTTP.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class LivePageTest {
    private static final Duration ALLOWED = Duration.ofMillis(8);
    private static final int WORKERS = 200;
    private final NotedPlaces places = new NotedPlaces();
    private final Timed timed = new Timed();
    private final TestConsole console = TestConsole.open();
    private Feed feed;
    private LivePage page;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage stage) {
        Theme.LIGHT.use();
        feed = new Feed(console.gateway());
        page = new LivePage(feed, places);
        var scene = new Scene(new StackPane(page.node()), 980, 760);
        Theme.install(scene);
        stage.setScene(scene);
        stage.show();
        page.shown(View.NOW);
        feed.show(timed);
        feed.start();
    }

    @AfterEach
    void close() {
        feed.close();
        console.close();
    }

    /// Between feed and model, with a watch.
    private final class Timed implements LiveModel {
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final List<Long> nanos = new CopyOnWriteArrayList<>();
        private final List<Long> worked = new CopyOnWriteArrayList<>();

        @Override
        public Dimension by() {
            return page.model().by();
        }

        @Override
        public void tick(LiveSnapshot now) {
            long start = Time.system().nanos();
            long before = threads.getCurrentThreadCpuTime();
            page.model().tick(now);
            worked.add(threads.getCurrentThreadCpuTime() - before);
            nanos.add(Time.system().nanos() - start);
        }

        void reset() {
            nanos.clear();
            worked.clear();
        }
    }

    private static boolean onFx(BooleanSupplier condition) {
        return WaitForAsyncUtils.waitForAsyncFx(30_000, condition::getAsBoolean);
    }

    private static void await(BooleanSupplier condition) {
        TestConsole.await(() -> onFx(condition));
    }

    private static void await(Time time, BooleanSupplier condition) {
        long until = time.nanos() + Duration.ofMinutes(2).toNanos();
        while (!condition.getAsBoolean() && time.nanos() < until) {
            time.sleep(Duration.ofMillis(20));
        }
    }

    /// Clicks a button of a list once its cell is laid out; until then it lies where a cell before it lay.
    private static void press(FxRobot robot, String accessible) {
        NodeQuery query = robot.lookup((Node node) -> node instanceof Button && node.isVisible()
                && node.getAccessibleText() != null && node.getAccessibleText().startsWith(accessible));
        await(() -> query.tryQueryAs(Button.class).filter(button -> button.getWidth() > 0 && !button.isNeedsLayout())
                .isPresent());
        robot.clickOn(query.queryButton());
    }

    private BurnerRow row(String name) {
        return page.live().burners().rows().stream().map(Ranking.Burner::row).filter(r -> r.name().equals(name))
                .findFirst().orElse(BurnerRow.unused("-"));
    }

    @Test
    void aFirstCallReplacesTheHintAndShowsInRowAndCurve(FxRobot robot) {
        await(() -> page.live().isUntouched());
        assertNotNull(robot.lookup("No call was seen yet").query());
        assertEquals(200, console.chat("smart", "hello there"));
        await(() -> row("web").pace().perMinute() > 0);
        await(() -> page.chartPanel().chart().data().series().stream().anyMatch(one -> one.name().equals("web")));
        assertTrue(robot.lookup("No call was seen yet").tryQuery().isEmpty());
        await(() -> row("web").second().equals("search · smart"));
    }

    @Test
    void aRunningCallIsCutFromItsRow(FxRobot robot) {
        console.provider().speed(0.2);
        console.streaming(TestConsole.KEY, "smart", "a long story");
        await(() -> page.live().flights().rows().stream().anyMatch(s -> s.row().stage() == Standing.STREAMING));
        await(() -> row("web").running() == 1);
        press(robot, "Cut this call of web");
        await(() -> page.live().flights().rows().stream().anyMatch(s -> s.row().stage() == Standing.CUT));
        await(() -> !places.toasts.isEmpty());
        assertEquals("Cut one call of web; tokens so far are billed", places.toasts.getFirst());
    }

    @Test
    void aKeyIsPausedOnItsRowAndResumedByUndo(FxRobot robot) {
        console.chat("smart", "hello there");
        await(() -> row("web").pace().perMinute() > 0);
        WaitForAsyncUtils.waitForFxEvents();
        press(robot, "Pause web");
        await(() -> row("web").paused().isPresent());
        assertEquals(403, console.chat("smart", "again"), "refused so that SDKs do not try again");
        await(() -> row("web").paused().filter(p -> p.refused() == 1).isPresent());
        await(() -> robot.lookup("rejected 1").tryQuery().isPresent());
        robot.interact(() -> places.undos.getFirst().action().run());
        await(() -> row("web").paused().isEmpty());
        assertEquals(200, console.chat("smart", "again"));
    }

    @Test
    void whoBurnsMoreGoesUpAlsoAfterAClickOnARow(FxRobot robot) {
        console.chat("smart", "hello there");
        await(() -> row("web").pace().perMinute() > 0);
        await(() -> robot.lookup("web").tryQuery().isPresent());
        robot.clickOn("web").moveTo(page.chartPanel().chart());
        for (int i = 0; i < 5; i++) {
            console.chat(TestConsole.AGENT_KEY, "smart", "hello there", false);
        }
        await(() -> page.live().burners().rows().getFirst().row().name().equals("agent-dev"));
        await(() -> page.live().flights().rows().isEmpty());
    }

    @Test
    void aClickOnTheCurveAsksForItsRequests(FxRobot robot) {
        console.chat("smart", "hello there");
        await(() -> !page.chartPanel().chart().data().series().isEmpty());
        robot.clickOn(page.chartPanel().chart());
        await(() -> !places.opened.isEmpty());
        assertTrue(places.opened.getFirst().startsWith("REQUESTS"), places.opened.toString());
        assertEquals(Duration.ofSeconds(60), places.views.getFirst().range().length());
    }

    @Test
    void whereTheChartCannotFollowTimeAndFilterItSaysSo(FxRobot robot) {
        var model = Filter.NONE.with(Dimension.MODEL, "sim-large");
        robot.interact(() -> page.shown(new View(TimeRange.live(Duration.ofDays(7)), model)));
        assertNotNull(robot.lookup("Live shows the last 15 minutes at most; the range above is on Requests and Spend")
                .query());
        robot.interact(() -> robot.lookup("Show on Spend").queryButton().fire());
        robot.interact(() -> robot.lookup("Back to 15 min").queryButton().fire());
        assertEquals(List.of("SPEND model:sim-large", "range PT15M"), places.opened);
        assertEquals(Duration.ofDays(7), places.views.getFirst().range().length());
        robot.interact(() -> page.shown(new View(TimeRange.LIVE_15_MIN, model)));
        assertNotNull(robot.lookup("not filtered by model").query());
        assertNotNull(robot.lookup("Show the requests").query());
        robot.interact(() -> page.shown(View.NOW));
        assertTrue(robot.lookup("Show the requests").tryQuery().isEmpty());
    }

    @Test
    void jAndKGoThroughTheRowsAsTheArrowsDo(FxRobot robot) {
        await(() -> page.live().burners().rows().size() == 2);
        robot.interact(() -> page.burnersPanel().table().requestFocus());
        var selection = page.burnersPanel().table().getSelectionModel();
        robot.push(KeyCode.J).push(KeyCode.J);
        assertEquals(1, selection.getSelectedIndex());
        robot.push(KeyCode.K);
        assertEquals(0, selection.getSelectedIndex());
    }

    @Test
    void holdStopsTheViewAndNotTheEngine(FxRobot robot) {
        await(() -> page.live().now().get() != null);
        robot.interact(() -> page.flightsPanel().table().requestFocus());
        robot.press(KeyCode.U).release(KeyCode.U);
        await(() -> page.live().heldSince().get().isPresent());
        assertEquals(200, console.chat("smart", "hello there"));
        robot.press(KeyCode.U).release(KeyCode.U);
        await(() -> page.live().heldSince().get().isEmpty());
        await(() -> row("web").pace().perMinute() > 0);
    }

    @Test
    void aTickAtTwoHundredRequestsASecondStaysWithinItsBudget() {
        console.provider().speed(3);
        var time = Time.system();
        var done = new AtomicLong();
        long start = time.nanos();
        for (int worker = 0; worker < WORKERS; worker++) {
            var key = worker % 3 == 0 ? TestConsole.AGENT_KEY : TestConsole.KEY;
            long first = worker * 5L;
            time.start("test-load", () -> {
                time.sleep(Duration.ofMillis(first));
                for (int i = 0; i < 7; i++) {
                    long next = start + Duration.ofMillis(first + 1_000L * i).toNanos();
                    time.sleep(Duration.ofNanos(Math.max(0, next - time.nanos())));
                    console.chat(key, "single", "load " + i, i % 2 == 0);
                    done.incrementAndGet();
                }
            });
        }
        await(time, () -> done.get() >= 400);
        timed.reset();
        long before = done.get();
        long began = time.nanos();
        await(time, () -> done.get() >= 1_200);
        double seconds = (time.nanos() - began) / 1e9;
        System.out.printf(Locale.ROOT, "tick at %.0f requests/s, of %d: by the clock %s; at work %s%n",
                (done.get() - before) / seconds, timed.nanos.size(), said(timed.nanos), said(timed.worked));
        double mean = mean(timed.worked);
        await(time, () -> done.get() == WORKERS * 7);
        assertTrue(mean < ALLOWED.toMillis(), "mean " + mean + " ms");
    }

    private static double mean(List<Long> nanos) {
        return nanos.stream().mapToLong(Long::longValue).average().orElseThrow() / 1e6;
    }

    private static String said(List<Long> nanos) {
        var sorted = nanos.stream().sorted().toList();
        return String.format(Locale.ROOT, "mean %.2f ms, p95 %.2f ms, max %.2f ms", mean(sorted),
                sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1) / 1e6, sorted.getLast() / 1e6);
    }
}
