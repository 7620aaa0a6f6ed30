package dev.tollgate.gateway;

import java.time.Duration;
import java.util.Optional;

/// Closes several things though one of them fails.
final class Closing {
    private static final System.Logger LOG = System.getLogger(Closing.class.getName());

    private Closing() {}

    static void quietly(AutoCloseable... things) {
        for (var thing : things) {
            try {
                thing.close();
            } catch (Exception fault) {
                LOG.log(System.Logger.Level.WARNING, "closing", fault);
            }
        }
    }

    /// Waits for a thread to end, at most so long.
    static void await(Optional<Thread> thread, Duration atMost) throws InterruptedException {
        if (thread.isPresent() && !thread.get().join(atMost)) {
            LOG.log(System.Logger.Level.INFO, thread.get().getName() + " is left behind");
        }
    }
}
