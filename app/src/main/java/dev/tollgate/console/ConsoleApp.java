package dev.tollgate.console;

import dev.tollgate.console.shell.MainWindow;
import dev.tollgate.console.shell.Source;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.time.Time;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// The JavaFX application: one window over one source. JavaFX makes the instance itself, so what it shows is handed
/// over in a static field.
public final class ConsoleApp extends Application {
    private static volatile @Nullable Source source;
    private static final AtomicInteger EXIT = new AtomicInteger();

    /// Opens the window and returns its exit code once it has gone; once in a process.
    static int show(Source shown) {
        source = shown;
        launch(ConsoleApp.class);
        return EXIT.get();
    }

    @Override
    public void start(Stage stage) {
        Platform.setImplicitExit(false);
        var window = new MainWindow(stage, Objects.requireNonNull(source), Time.system(), code -> {
            EXIT.set(code);
            Platform.exit();
        });
        // SIGTERM and Ctrl+C drain and settle too
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("tollgate-shutdown")
                .unstarted(() -> window.closeOpen(Gateway.DRAIN)));
        window.show();
    }
}
