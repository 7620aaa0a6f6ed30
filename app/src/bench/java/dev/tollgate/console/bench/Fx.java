package dev.tollgate.console.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javafx.application.Platform;

/// The JavaFX thread from outside: what it did, by the clock and by its own processor time, which others on the machine
/// do not touch.
final class Fx {
    static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Fx() {}

    /// How long work of the thread took, in milliseconds.
    record Took(double wall, double cpu) {
        /// Measures on the thread itself.
        static Took of(Runnable work) {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long wall = System.nanoTime();
            work.run();
            return new Took((System.nanoTime() - wall) / 1e6, (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6);
        }

        /// The value that `share` of them do not exceed.
        static Took at(List<Took> all, double share) {
            return new Took(at(all.stream().map(Took::wall).sorted().toList(), share, 0),
                    at(all.stream().map(Took::cpu).sorted().toList(), share, 0));
        }

        private static double at(List<Double> sorted, double share, double none) {
            return sorted.isEmpty()
                    ? none
                    : sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * share) - 1));
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%5.1f (%5.1f)", wall, cpu);
        }
    }

    /// Runs it on the thread and waits for what comes of it.
    static <T> T call(Callable<T> work) {
        var task = new FutureTask<>(work);
        Platform.runLater(task);
        try {
            return task.get();
        } catch (InterruptedException | ExecutionException fault) {
            throw new IllegalStateException(fault);
        }
    }

    static Took took(Runnable work) {
        return call(() -> Took.of(work));
    }
}
