package dev.tollgate.console.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
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
import org.testfx.util.WaitForAsyncUtils;

/// The page over a real gateway, its built-in provider and calls by HTTP.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class LivePageTest {
    private static final Duration ALLOWED = Duration.ofMillis(8);
    private final NoPlaces places = new NoPlaces();
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
        private final AtomicLong ticks = new AtomicLong();
        private final AtomicLong nanos = new AtomicLong();
        private final AtomicLong most = new AtomicLong();

        @Override
        public Dimension by() {
            return page.model().by();
        }

        @Override
        public void tick(LiveSnapshot now) {
            long start = Time.system().nanos();
            page.model().tick(now);
            long took = Time.system().nanos() - start;
            ticks.incrementAndGet();
            nanos.addAndGet(took);
            most.accumulateAndGet(took, Math::max);
        }

        void reset() {
            ticks.set(0);
            nanos.set(0);
            most.set(0);
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

    private Button button(FxRobot robot, String accessible) {
        return robot.lookup((Node node) -> node instanceof Button && node.getAccessibleText() != null
                && node.getAccessibleText().startsWith(accessible)).queryButton();
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
        robot.clickOn(button(robot, "Cut this call of web"));
        await(() -> page.live().flights().rows().stream().anyMatch(s -> s.row().stage() == Standing.CUT));
        await(() -> !places.toasts.isEmpty());
        assertEquals("Cut one call of web; tokens so far are billed", places.toasts.getFirst());
    }

    @Test
    void aKeyIsPausedOnItsRowAndResumedByUndo(FxRobot robot) {
        console.chat("smart", "hello there");
        await(() -> row("web").pace().perMinute() > 0);
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn(button(robot, "Pause web"));
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
        for (int worker = 0; worker < 200; worker++) {
            var key = worker % 3 == 0 ? TestConsole.AGENT_KEY : TestConsole.KEY;
            long first = worker * 5L;
            time.start("test-load", () -> {
                time.sleep(Duration.ofMillis(first));
                for (int i = 0; i < 12; i++) {
                    long next = start + Duration.ofMillis(first + 1_000L * i).toNanos();
                    time.sleep(Duration.ofNanos(Math.max(0, next - time.nanos())));
                    console.chat(key, "single", "load " + i, i % 2 == 0);
                    done.incrementAndGet();
                }
            });
        }
        await(time, () -> done.get() >= 600);
        timed.reset();
        await(time, () -> done.get() >= 2_000);
        long ended = done.get();
        double average = timed.nanos.get() / 1e6 / timed.ticks.get();
        double seconds = (time.nanos() - start) / 1e9;
        System.getLogger(LivePageTest.class.getName()).log(System.Logger.Level.INFO, String.format(
                "tick at %.0f requests/s: average %.2f ms, most %.2f ms of %d", ended / seconds, average,
                timed.most.get() / 1e6, timed.ticks.get()));
        await(time, () -> done.get() == 2_400);
        assertTrue(average < ALLOWED.toMillis(), "average " + average + " ms");
    }
}
