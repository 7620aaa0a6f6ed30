package dev.tollgate.console.bench;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.shell.MainWindow;
import dev.tollgate.console.shell.Shell;
import dev.tollgate.console.shell.Source;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javafx.application.Platform;
import javafx.stage.Stage;

/// The real window over a real gateway, on the platform without a display.
final class Desk {
    private static final Time TIME = Time.system();

    private final Gateway gateway;
    private final Shell shell;
    private final Stage stage;
    private final long fxThread = Fx.call(() -> Thread.currentThread().threadId());
    private final List<Fx.Took> ticks = Collections.synchronizedList(new ArrayList<>());
    private final List<Fx.Took> layouts = Collections.synchronizedList(new ArrayList<>());
    private long layoutWall;
    private long layoutCpu;

    private Desk(Gateway gateway, Shell shell, Stage stage) {
        this.gateway = gateway;
        this.shell = shell;
        this.stage = stage;
    }

    static Desk open(Gateway gateway, Path home) throws InterruptedException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
        Platform.startup(() -> {});
        Platform.setImplicitExit(false);
        var stage = Fx.call(Stage::new);
        var window = Fx.call(() -> {
            var made = new MainWindow(stage, Source.of(home, () -> new Opening.Ready(gateway)), TIME, _ -> {});
            made.show();
            return made;
        });
        while (window.shell().isEmpty() || !Fx.call(() -> window.shell().orElseThrow().root().getScene() != null)) {
            Thread.sleep(5);
        }
        var desk = new Desk(gateway, window.shell().orElseThrow(), stage);
        Fx.call(() -> desk.watch());
        return desk;
    }

    private boolean watch() {
        shell.feed().around(tick -> ticks.add(Fx.Took.of(tick)));
        stage.getScene().addPreLayoutPulseListener(() -> {
            layoutCpu = Fx.THREADS.getCurrentThreadCpuTime();
            layoutWall = System.nanoTime();
        });
        stage.getScene()
                .addPostLayoutPulseListener(() -> layouts.add(new Fx.Took((System.nanoTime() - layoutWall) / 1e6,
                        (Fx.THREADS.getCurrentThreadCpuTime() - layoutCpu) / 1e6)));
        return true;
    }

    Gateway gateway() {
        return gateway;
    }

    String size() {
        return Math.round(stage.getScene().getWidth()) + " x " + Math.round(stage.getScene().getHeight());
    }

    /// @param fx until the page is laid out
    /// @param whole milliseconds until the answers it asked for are laid out too
    record Opened(Fx.Took fx, double whole) {}

    /// Goes to a page without waiting for the answers it asked for.
    Fx.Took go(Places.Name page) {
        return Fx.took(() -> {
            shell.open(page, View.NOW);
            layOut();
        });
    }

    Opened open(Places.Name page) {
        long began = System.nanoTime();
        var fx = go(page);
        for (int i = 0; i < 10_000 && !shell.feed().isQuiet(); i++) {
            TIME.sleep(Duration.ofMillis(1));
        }
        Fx.took(this::layOut);
        return new Opened(fx, (System.nanoTime() - began) / 1e6);
    }

    private void layOut() {
        shell.root().applyCss();
        shell.root().layout();
    }

    /// What a while with a page open came to.
    ///
    /// @param rate calls settled a second
    /// @param inFlight calls at the end
    /// @param busy milliseconds of the thread for each tick: the tick, layout and what painting takes of it
    record Watched(List<Fx.Took> ticks, List<Fx.Took> layouts, double rate, int inFlight, double busy) {}

    Watched watch(Duration length) {
        ticks.clear();
        layouts.clear();
        long began = System.nanoTime();
        long calls = shell.feed().recent().count();
        long worked = Fx.THREADS.getThreadCpuTime(fxThread);
        TIME.sleep(length);
        double seconds = (System.nanoTime() - began) / 1e9;
        var seen = List.copyOf(ticks);
        return new Watched(seen, List.copyOf(layouts), (shell.feed().recent().count() - calls) / seconds,
                gateway.flights().views().size(),
                (Fx.THREADS.getThreadCpuTime(fxThread) - worked) / 1e6 / Math.max(1, seen.size()));
    }

    /// Opens a page of a frame of its own in the window, and closes both.
    void anew(Places.Name page) {
        Fx.call(() -> {
            var other = new Shell(gateway, true);
            stage.getScene().setRoot(other.root());
            other.open(page, View.NOW);
            other.root().applyCss();
            other.root().layout();
            other.close();
            stage.getScene().setRoot(shell.root());
            return true;
        });
    }
}
