package dev.tollgate.console.shell;

import dev.tollgate.console.demo.DemoTraffic;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayStatus;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.backup.Restore;
import dev.tollgate.gateway.backup.Restored;
import dev.tollgate.gateway.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// The life of the window: it opens first and loads after, shows why a home cannot be opened, and ends running calls
/// before it goes. JavaFX thread, but for what it says it does elsewhere.
public final class MainWindow {
    private static final System.Logger LOG = System.getLogger(MainWindow.class.getName());
    private static final int IN_USE = 3;
    private static final List<Integer> ICONS = List.of(16, 32, 48, 64, 128, 256);

    private final Stage stage;
    private final Time time;
    private final IntConsumer ended;
    private final Scene scene;
    private final AtomicReference<@Nullable Open> open = new AtomicReference<>();
    private Source source;
    private volatile WindowMemory memory;
    private volatile @Nullable Shell shell;
    private volatile boolean leaving;
    private String said = "";

    /// What is open and must be closed, from whichever thread ends the process.
    private record Open(Gateway gateway, Optional<DemoTraffic> traffic, ShowRequests requests,
            Runnable closed) {
        void close(Duration drain) {
            traffic.ifPresent(DemoTraffic::close);
            requests.close();
            gateway.close(drain);
            closed.run();
        }
    }

    /// @param ended gets the exit code once the window has gone
    public MainWindow(Stage stage, Source source, Time time, IntConsumer ended) {
        this.stage = stage;
        this.source = source;
        this.time = time;
        this.ended = ended;
        memory = new WindowMemory(source.home());
        memory.theme().use();
        scene = new Scene(new StartingView());
        Theme.install(scene);
        stage.setScene(scene);
        stage.setTitle("Tollgate");
        icons();
        memory.place(stage);
        stage.setOnCloseRequest(event -> {
            event.consume();
            quit();
        });
    }

    private void icons() {
        for (int size : ICONS) {
            var icon = MainWindow.class.getResource("/dev/tollgate/console/icons/tollgate-" + size + ".png");
            if (icon != null) {
                stage.getIcons().add(new Image(icon.toExternalForm()));
            }
        }
    }

    /// Shows the window and opens the home behind it.
    public void show() {
        stage.show();
        load();
    }

    private void load() {
        var from = source;
        time.startPlatform("tollgate-open", () -> {
            var opening = opened(from);
            var traffic = opening instanceof Opening.Ready(var gateway)
                    ? listening(from, gateway)
                    : Optional.<DemoTraffic>empty();
            Platform.runLater(() -> loaded(opening, traffic));
        });
    }

    /// A busy port is shown, not solved: apps are set to the configured one. Only the demo takes the next free one.
    private static Optional<DemoTraffic> listening(Source from, Gateway gateway) {
        boolean listens = gateway.start().state() == GatewayStatus.State.LISTENING;
        if (from.demo() && !listens) {
            listens = Ports.nextFree(gateway).state() == GatewayStatus.State.LISTENING;
        }
        return listens ? from.traffic().apply(gateway) : Optional.empty();
    }

    private static Opening opened(Source from) {
        try {
            return from.open().get();
        } catch (RuntimeException fault) {
            LOG.log(System.Logger.Level.ERROR, "opening " + from.home(), fault);
            return new Opening.Refused("Tollgate could not open " + from.home() + ": " + fault.getMessage(), 1);
        }
    }

    private void loaded(Opening opening, Optional<DemoTraffic> traffic) {
        switch (opening) {
            case Opening.Ready(var gateway) -> console(gateway, traffic);
            case Opening.Refused(var message, var exitCode) -> refused(message, exitCode);
        }
    }

    private void console(Gateway gateway, Optional<DemoTraffic> traffic) {
        open.set(new Open(gateway, traffic, new ShowRequests(source.home(), time,
                () -> Platform.runLater(this::reveal)), source.closed()));
        if (leaving) {
            end(0);
            return;
        }
        var console = new Shell(gateway, source.demo());
        shell = console;
        console.remember(theme -> {
            memory.theme(theme);
            time.start("tollgate-window", memory::save);
        }, memory::page);
        if (!source.demo()) {
            console.restorer(this::restore);
        }
        traffic.ifPresent(running -> console.demo(running, this::useForReal));
        scene.setRoot(console.root());
        console.start(source.demo() ? Places.Name.LIVE : memory.page());
        console.focusPage();
        console.rehearsal().start();
        if (!said.isEmpty()) {
            console.toast(said, List.of());
            said = "";
        }
    }

    /// Closes the home, puts the backup into it and opens it again in the same window; where it cannot be restored, as
    /// it was.
    private void restore(Path backup, Optional<char[]> passphrase) {
        closeShell();
        scene.setRoot(new StartingView());
        var home = source.home();
        var keychain = Optional.ofNullable(open.get()).flatMap(now -> now.gateway().keychain());
        time.startPlatform("tollgate-restore", () -> {
            closeOpen(Duration.ZERO);
            var restored = Restore.into(home, backup, passphrase, keychain);
            Platform.runLater(() -> {
                said = words(restored);
                load();
            });
        });
    }

    private static String words(Restored restored) {
        return switch (restored) {
            case Restored.Refused(var message, var _) -> message;
            case Restored.Done done -> "Restored: " + done.entries() + " requests, as of "
                    + Format.time(done.made(), done.made().plus(Duration.ofDays(1)), ZoneId.systemDefault())
                    + (done.keys().isEmpty() ? "" : ". Its provider keys: " + String.join("; ", done.keys()))
                    + (done.missing().isEmpty()
                            ? ""
                            : ". Missing here: " + missing(done.missing().size())
                                    + "; Settings lists what to do, under Secrets");
        };
    }

    private static String missing(int count) {
        return count == 1 ? "1 secret" : count + " secrets";
    }

    private void reveal() {
        stage.setIconified(false);
        stage.show();
        stage.toFront();
        stage.requestFocus();
    }

    /// A home in use: its window is asked to come forward and this process goes; anything else is said in words.
    private void refused(String message, int exitCode) {
        if (leaving) {
            leave(exitCode);
            return;
        }
        if (exitCode != IN_USE) {
            scene.setRoot(new RefusedView(source.home(), message, exitCode, () -> leave(exitCode)));
            return;
        }
        var home = source.home();
        time.start("tollgate-ask", () -> {
            boolean raised = ShowRequests.ask(home, time);
            Platform.runLater(() -> {
                if (raised) {
                    leave(exitCode);
                } else {
                    scene.setRoot(new RefusedView(home, message, exitCode, () -> leave(exitCode)));
                }
            });
        });
    }

    /// Closes the demo and opens the usual home in the same window.
    private void useForReal() {
        Supplier<Source> real = source.real().orElseThrow();
        closeShell();
        scene.setRoot(new StartingView());
        time.startPlatform("tollgate-switch", () -> {
            closeOpen(Duration.ZERO);
            var next = real.get();
            Platform.runLater(() -> {
                source = next;
                memory = new WindowMemory(next.home());
                load();
            });
        });
    }

    /// Ends running calls, then the window.
    public void quit() {
        if (leaving) {
            return;
        }
        leaving = true;
        memory.placed(stage);
        var console = shell;
        if (console != null) {
            var gateway = console.feed().gateway();
            if (!gateway.flights().views().isEmpty()) {
                console.finishing(() -> time.start("tollgate-cut", () -> gateway.control().cutAll(Stops.AUTHOR)));
            }
            closeShell();
            end(0);
        } else if (scene.getRoot() instanceof RefusedView view) {
            leave(view.exitCode());
        }
    }

    private void closeShell() {
        var console = shell;
        if (console != null) {
            console.close();
        }
        shell = null;
    }

    private void end(int exitCode) {
        time.startPlatform("tollgate-quit", () -> {
            memory.save();
            closeOpen(Gateway.DRAIN);
            Platform.runLater(() -> leave(exitCode));
        });
    }

    /// Ends what is open, at most once; any thread, also the one that runs at SIGTERM.
    public void closeOpen(Duration drain) {
        // no question may reach the database once it is closed
        var console = shell;
        if (console != null) {
            console.feed().close();
        }
        var now = open.getAndSet(null);
        if (now != null) {
            if (!leaving) { // the session ends: nobody closed the window
                memory.placed(stage);
                memory.save();
            }
            now.close(drain);
        }
    }

    private void leave(int exitCode) {
        stage.close();
        ended.accept(exitCode);
    }

    /// The frame, once there is one.
    public Optional<Shell> shell() {
        return Optional.ofNullable(shell);
    }
}
