package dev.tollgate.gateway.request;

import dev.tollgate.gateway.event.Flight;
import dev.tollgate.gateway.event.Flights;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.util.function.LongConsumer;

/// Ticks every 20 ms: deadlines of running calls, keep-alives and gone clients of the listener. It does no I/O itself.
public final class Watchman implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final System.Logger LOG = System.getLogger(Watchman.class.getName());

    private final Flights flights;
    private final LongConsumer exchanges;
    private final Time time;
    private volatile boolean closed;

    public Watchman(Flights flights, LongConsumer exchanges, Time time) {
        this.flights = flights;
        this.exchanges = exchanges;
        this.time = time;
    }

    public void start() {
        time.startPlatform("tollgate-watchman", this::watch);
    }

    private void watch() {
        while (!closed) {
            try {
                tick(time.nanos());
            } catch (RuntimeException fault) {
                // one bad flight must not blind all others
                LOG.log(System.Logger.Level.WARNING, "watchman", fault);
            }
            time.sleep(TICK);
        }
    }

    void tick(long now) {
        for (Flight flight : flights.all()) {
            flight.tick(now);
        }
        exchanges.accept(now);
    }

    @Override
    public void close() {
        closed = true;
    }
}
