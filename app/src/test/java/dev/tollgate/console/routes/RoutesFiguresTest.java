package dev.tollgate.console.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.time.Time;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/// How long the page keeps the JavaFX thread, with many routes and calls. Printed; four times the bar fails, since a
/// test machine is shared.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class RoutesFiguresTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int LENIENCE = 4;
    private final TestConsole console = TestConsole.open();
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

    /// Milliseconds the thread computed, and by the clock.
    private double[] taken(Runnable work) {
        return Stand.fx(() -> {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long wall = Time.system().nanos();
            work.run();
            stand.root().applyCss();
            stand.root().layout();
            return new double[] {(THREADS.getCurrentThreadCpuTime() - cpu) / 1e6,
                    (Time.system().nanos() - wall) / 1e6};
        });
    }

    private static void within(String what, List<double[]> all, double share, double bar) {
        double cpu = at(all, 0, share);
        System.out.printf(Locale.ROOT, "%s: %.1f ms of the thread, %.1f ms by the clock, bar %.0f ms%n", what, cpu,
                at(all, 1, share), bar);
        assertTrue(cpu <= bar * LENIENCE, what + " took " + cpu + " ms");
    }

    private static double at(List<double[]> all, int which, double share) {
        return all.stream().map(each -> each[which]).sorted().toList().get((int) Math.ceil(all.size() * share) - 1);
    }

    @Test
    void manyRoutesOpenAndTickQuickly() {
        console.gateway().control().apply("test", config -> config.withRoutes(IntStream.range(0, 500)
                .mapToObj(i -> {
                    var first = config.routes().getFirst();
                    return new Route(i == 0 ? first.name() : "route-" + i,
                            first.targets(), first.timeouts(), first.retries(), first.health(),
                            first.refuseUnpriced(), first.standInPicos());
                }).toList()));
        for (int i = 0; i < 20; i++) {
            console.chat("smart", "Hello " + i);
        }
        console.saved();
        stand.run(() -> stand.page().routes().refresh());
        stand.until(() -> stand.page().routes().rates().of("smart").totals().requests() >= 20);
        var opened = new ArrayList<double[]>();
        for (int i = 0; i < 10; i++) {
            opened.add(taken(() -> {
                var told = new NotedPlaces();
                var fresh = new RoutesPage(stand.feed(), told);
                stand.root().getChildren().setAll(fresh.node());
                fresh.shown(View.NOW);
            }));
        }
        within("page with 500 routes, opened", opened, 0.5, 100);
        var page = Stand.fx(() -> {
            var fresh = new RoutesPage(stand.feed(), new NotedPlaces());
            stand.root().getChildren().setAll(fresh.node());
            stand.feed().show(fresh.model());
            return fresh;
        });
        var ticks = new ArrayList<double[]>();
        var last = new AtomicReference<LiveSnapshot>(); // taken elsewhere in a running console
        stand.feed().always(last::set);
        for (int i = 0; i < 150; i++) {
            if (i % 10 == 0) {
                console.chat("smart", "Hello again " + i);
            }
            Stand.fx(() -> {
                stand.feed().tickNow();
                return true;
            });
            ticks.add(taken(() -> page.model().tick(last.get())));
            Time.system().sleep(Duration.ofMillis(20));
        }
        within("tick, p95", ticks, 0.95, 8);
        assertEquals(500, page.routes().rows().size());
    }
}
