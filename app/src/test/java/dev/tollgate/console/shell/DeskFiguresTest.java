package dev.tollgate.console.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.feed.Page;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.routes.RoutesPage;
import dev.tollgate.console.settings.Host;
import dev.tollgate.console.settings.SettingsPage;
import dev.tollgate.console.smoke.SmokePage;
import dev.tollgate.console.testing.NotedPlaces;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.time.Time;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/// How long Routes, Smoke and Settings keep the JavaFX thread while 200 calls a second go through the real engine. The
/// figures are printed; what is asserted is four times the bar, since a test machine is shared.
@SuppressWarnings("NullAway.Init")
@ExtendWith(ApplicationExtension.class)
class DeskFiguresTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int LENIENCE = 4;
    private final TestConsole console = TestConsole.open();
    private final Nowhere nowhere = new Nowhere();
    private Feed feed;
    private StackPane root;

    @BeforeAll
    static void keepToolkit() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage stage) {
        Theme.LIGHT.use();
        feed = new Feed(console.gateway());
        root = new StackPane(new Pane());
        var scene = new Scene(root, 1104, 724);
        Theme.install(scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close() {
        feed.close();
        console.close();
    }

    private double millis(Runnable work) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            long began = THREADS.getCurrentThreadCpuTime();
            work.run();
            root.applyCss();
            root.layout();
            return (THREADS.getCurrentThreadCpuTime() - began) / 1e6;
        });
    }

    private static void within(String what, List<Double> all, double share, double bar) {
        double taken = all.stream().sorted().toList().get((int) Math.ceil(all.size() * share) - 1);
        System.out.printf(Locale.ROOT, "%s: %.1f ms of the thread, bar %.0f ms%n", what, taken, bar);
        assertTrue(taken <= bar * LENIENCE, what + " took " + taken);
    }

    private Page opened(Supplier<Page> make) {
        var page = make.get();
        root.getChildren().setAll(page.node());
        page.shown(View.NOW);
        return page;
    }

    @Test
    void eachOpensQuicklyAndTicksShortly() {
        var busy = new AtomicBoolean(true);
        var traffic = Time.system().start("test-traffic", () -> pour(busy));
        Map<String, Supplier<Page>> pages = new LinkedHashMap<>();
        pages.put("Routes", () -> new RoutesPage(feed, nowhere));
        pages.put("Smoke", () -> new SmokePage(feed, nowhere));
        pages.put("Settings", () -> new SettingsPage(feed, nowhere, nowhere));
        var last = new AtomicReference<LiveSnapshot>();
        feed.always(last::set);
        pages.forEach((name, make) -> {
            var opens = new ArrayList<Double>();
            for (int i = 0; i < 9; i++) {
                opens.add(millis(() -> opened(make)));
                Time.system().sleep(Duration.ofMillis(20));
            }
            within(name + " made and shown, the first", opens.subList(0, 1), 1, 100);
            within(name + " made and shown, median", opens, 0.5, 100);
            var page = WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
                var made = opened(make);
                feed.show(made.model());
                return made;
            });
            var ticks = new ArrayList<Double>();
            for (int i = 0; i < 100; i++) {
                Time.system().sleep(Duration.ofMillis(50));
                WaitForAsyncUtils.waitForAsyncFx(60_000, feed::tickNow);
                ticks.add(millis(() -> page.model().tick(last.get())));
            }
            within("a tick of " + name + ", 200 requests/s, p95", ticks, 0.95, 8);
        });
        busy.set(false);
        TestConsole.await(() -> !traffic.isAlive());
    }

    private void pour(AtomicBoolean busy) {
        var time = Time.system();
        long next = time.nanos();
        for (int i = 0; busy.get(); i++) {
            console.chat("smart", "figures " + i);
            next += 5_000_000;
            long wait = next - time.nanos();
            if (wait > 0) {
                time.sleep(Duration.ofNanos(wait));
            }
        }
    }

    /// Leads nowhere, and keeps one look.
    private final class Nowhere extends NotedPlaces implements Host {
        @Override
        public Theme theme() {
            return Theme.LIGHT;
        }

        @Override
        public void theme(Theme theme) {}

        @Override
        public void restore(Path backup, Optional<char[]> passphrase) {}

        @Override
        public Host.Desktop desktop() {
            return new Telling(feed);
        }
    }
}
