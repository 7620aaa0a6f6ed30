package dev.tollgate.gateway;

import dev.tollgate.gateway.alarm.Alarms;
import dev.tollgate.gateway.control.Trail;
import dev.tollgate.gateway.event.LiveCounts;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;

/// What goes on without a request: sampling flights ten times a second, deciding on alarms, writing what changed, and
/// watching the configuration file.
final class Background implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Background.class.getName());
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration DECIDE = Duration.ofMillis(250);
    private static final Duration KEEP = Duration.ofMillis(500);
    private static final Duration WATCH = Duration.ofSeconds(1);

    private final Time time;
    private volatile boolean closed;

    Background(Time time, LiveCounts counts, Alarms alarms, Trail trail, Keeping keeping, Runnable configWatch) {
        this.time = time;
        loop("tollgate-counts", TICK, counts::tick);
        loop("tollgate-alarms", DECIDE, alarms::tick);
        loop("tollgate-usual", KEEP, alarms::study);
        loop("tollgate-keeper", KEEP, () -> {
            alarms.keep();
            trail.keep();
        });
        loop("tollgate-config", WATCH, () -> {
            configWatch.run();
            keeping.flush();
        });
    }

    private void loop(String name, Duration pause, Runnable work) {
        time.startPlatform(name, () -> {
            while (!closed) {
                try {
                    work.run();
                } catch (RuntimeException fault) {
                    LOG.log(System.Logger.Level.WARNING, name, fault);
                }
                time.sleep(pause);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
