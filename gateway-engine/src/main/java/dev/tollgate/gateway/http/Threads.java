package dev.tollgate.gateway.http;

import dev.tollgate.gateway.time.Time;
import java.util.concurrent.atomic.AtomicInteger;

/// The threads that connections are served on, one each. While few requests run it is one of the system's own, which the
/// kernel wakes itself when bytes come; a virtual one is woken by way of the JDK's poller and a carrier, twice for each
/// request, which at 500 requests/s is a third of what a request is delayed. While many run it is a virtual one: those take
/// less of the processor then, and any number of them can wait (docs/benchmarks.md). Thread-safe.
final class Threads {
    private static final String NAME = "tollgate-connection";
    /// Of the system's threads; an idle connection keeps one too.
    private static final int SEATS = 64;
    private static final int FEW_FOR_A_CORE = 4;

    private final Time time;
    private final int few;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger seated = new AtomicInteger();

    Threads(Time time, int cores) {
        this.time = time;
        this.few = FEW_FOR_A_CORE * cores;
    }

    /// Serves a connection, from its beginning or where it left off.
    void start(Connection connection) {
        if (running.get() > few || !takesSeat() || !startSeated(connection)) {
            time.start(NAME, connection);
        }
    }

    private boolean startSeated(Connection connection) {
        try {
            time.startPlatform(NAME, () -> seated(connection));
            return true;
        } catch (OutOfMemoryError none) { // the system has no more threads to give
            seated.decrementAndGet();
            return false;
        }
    }

    private boolean takesSeat() {
        boolean taken = seated.incrementAndGet() <= SEATS;
        if (!taken) {
            seated.decrementAndGet();
        }
        return taken;
    }

    private void seated(Connection connection) {
        try {
            connection.run();
        } finally {
            seated.decrementAndGet();
        }
    }

    void began() {
        running.incrementAndGet();
    }

    void ended() {
        running.decrementAndGet();
    }

    /// Whether the calling thread's connection is served better by the other kind from here on. There is much room
    /// between the one and the other, so that none goes to and fro.
    boolean changes() {
        return Thread.currentThread().isVirtual()
                ? running.get() == 0 && seated.get() < SEATS
                : running.get() > few;
    }
}
