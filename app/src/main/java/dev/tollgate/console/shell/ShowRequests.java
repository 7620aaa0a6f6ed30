package dev.tollgate.console.shell;

import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// How a second process asks the one that holds a home to show its window: it leaves a file, the first takes it away.
public final class ShowRequests implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ShowRequests.class.getName());
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int PATIENCE = 12;

    private volatile boolean closed;

    /// Looks for requests until closed and answers each by `show`, which is run on a thread of its own.
    ShowRequests(Path home, Time time, Runnable show) {
        var file = file(home);
        time.start("tollgate-show", () -> {
            while (!closed) {
                if (taken(file)) {
                    show.run();
                }
                time.sleep(LOOK);
            }
        });
    }

    /// Asks, and waits up to three seconds for the answer; true when a window was there to be shown.
    public static boolean ask(Path home, Time time) {
        var file = file(home);
        try {
            Files.writeString(file, "");
        } catch (IOException fault) {
            LOG.log(System.Logger.Level.DEBUG, "cannot ask for the window", fault);
            return false;
        }
        for (int i = 0; i < PATIENCE; i++) {
            time.sleep(LOOK);
            if (Files.notExists(file)) {
                return true;
            }
        }
        taken(file);
        return false;
    }

    private static Path file(Path home) {
        return home.resolve("show");
    }

    private static boolean taken(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException fault) {
            LOG.log(System.Logger.Level.DEBUG, "show request", fault);
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
