package dev.tollgate.gateway;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Listen;
import dev.tollgate.gateway.config.Problem;
import dev.tollgate.gateway.control.Readiness;
import dev.tollgate.gateway.http.Listener;
import dev.tollgate.gateway.http.Options;
import dev.tollgate.gateway.http.PortBusy;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Handler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Where calls come in: one listener, and older ones of before a change whose last calls still run. Thread-safe.
final class Listening implements Readiness {
    private final Time time;
    private final Handler doors;
    private final PortFile portFile;
    private final List<Listener> retired = new CopyOnWriteArrayList<>();
    private volatile @Nullable Listener listener;
    private volatile GatewayStatus status;
    private @Nullable Listener prepared;
    private Listen asked = Listen.DEFAULTS;
    private Listen wanted = Listen.DEFAULTS;

    Listening(Time time, Handler doors, PortFile portFile) {
        this.time = time;
        this.doors = doors;
        this.portFile = portFile;
        this.status = stopped();
    }

    private GatewayStatus stopped() {
        return new GatewayStatus(GatewayStatus.State.STOPPED, 0, "", "", time.instant());
    }

    GatewayStatus status() {
        return status;
    }

    /// A busy port is a state, not an exception.
    synchronized GatewayStatus start(Listen listen) {
        if (listener != null) {
            return status;
        }
        asked = listen;
        try {
            opened(Listener.start(Options.of(listen), time, doors));
        } catch (IOException fault) {
            status = new GatewayStatus(GatewayStatus.State.PORT_BUSY, listen.port(), "", words(listen, fault),
                    time.instant());
        }
        return status;
    }

    private void opened(Listener next) {
        listener = next;
        portFile.write(next.port());
        status = new GatewayStatus(GatewayStatus.State.LISTENING, next.port(),
                "http://127.0.0.1:" + next.port() + "/v1", "", time.instant());
    }

    private static String words(Listen listen, IOException fault) {
        return fault instanceof PortBusy
                ? String.valueOf(fault.getMessage())
                : "Tollgate cannot listen on " + String.join(", ", listen.hosts()) + " port " + listen.port() + ": "
                        + fault.getMessage() + ". Check `listen` in the configuration.";
    }

    void tick(long nanos) {
        var now = listener;
        if (now != null) {
            now.tick(nanos);
        }
        retired.forEach(old -> old.tick(nanos));
        retired.removeIf(old -> old.connections() == 0);
    }

    /// Binds the next addresses beside the present ones; where they share the port, in their place.
    @Override
    public synchronized List<Problem> prepare(GatewayConfig now, GatewayConfig next) {
        var from = now.listen();
        wanted = next.listen();
        prepared = null;
        boolean same = wanted.hosts().equals(from.hosts()) && wanted.port() == from.port();
        var old = listener;
        boolean there = old != null && old.port() == wanted.port() && asked.hosts().equals(wanted.hosts());
        if (same || there || status.state() == GatewayStatus.State.STOPPED) {
            return List.of();
        }
        var shared = Optional.ofNullable(old).filter(open -> open.port() == wanted.port());
        shared.ifPresent(Listener::retire);
        try {
            prepared = Listener.start(Options.of(wanted), time, doors);
            return List.of();
        } catch (IOException fault) {
            shared.ifPresent(this::back);
            return List.of(Problem.error(fault instanceof PortBusy ? "listen.port" : "listen.host", 0,
                    stays(words(wanted, fault), fault, old)));
        }
    }

    /// Who changes the port wants to know first that nothing has stopped.
    private static String stays(String words, IOException fault, @Nullable Listener old) {
        if (old == null) {
            return words;
        }
        return fault instanceof PortBusy busy
                ? busy.who() + " Calls go on at port " + old.port() + ". Stop that process and save again, or choose"
                        + " another port (0 takes a free one)."
                : words + " Calls go on at port " + old.port() + ".";
    }

    /// Listens again where it did; what runs on the old connections ends there.
    private void back(Listener old) {
        retired.add(old);
        listener = null;
        start(asked.withPort(old.port()));
    }

    @Override
    public synchronized void commit() {
        var next = prepared;
        prepared = null;
        if (next != null) {
            var old = listener;
            asked = wanted;
            opened(next);
            if (old != null) {
                old.retire();
                retired.add(old);
            }
        }
        Optional.ofNullable(listener).ifPresent(open -> open.adopt(Options.of(wanted)));
    }

    @Override
    public synchronized void cancel() {
        var given = prepared;
        prepared = null;
        if (given != null) {
            given.close();
            var old = listener;
            if (old != null && old.port() == given.port()) {
                back(old);
            }
        }
    }

    /// Stops accepting and lets running calls end for so long, wherever they came in.
    ///
    /// @param cut ends what still runs then
    synchronized void close(Duration drain, Runnable cut) {
        var now = listener;
        if (now != null) {
            status = new GatewayStatus(GatewayStatus.State.DRAINING, now.port(), "", "", time.instant());
            long until = time.nanos() + drain.toNanos();
            now.drain(drain);
            retired.forEach(old -> old.drain(Duration.ofNanos(Math.max(0, until - time.nanos()))));
            cut.run();
            now.close();
            retired.forEach(Listener::close);
            portFile.remove();
            listener = null;
        }
        status = stopped();
    }
}
