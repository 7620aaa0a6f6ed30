package dev.tollgate.gateway;

import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.http.Listener;
import dev.tollgate.gateway.http.Options;
import dev.tollgate.gateway.sim.Sim;
import dev.tollgate.gateway.sim.SimControl;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The built-in provider: a real HTTP server on a loopback port of its own, started at its first use. Thread-safe.
public final class Simulated implements AutoCloseable {
    /// The base URL that stands for it in a configuration; its real port differs from run to run.
    public static final String BASE_URL = "http://simulated.localhost/v1";

    private final Sim sim;
    private final Time time;
    private @Nullable Listener listener;

    Simulated(Time time, RandomGenerator random) {
        this.sim = new Sim(time, random);
        this.time = time;
    }

    /// Levers for demo, tests and drills.
    public SimControl control() {
        return sim.control();
    }

    /// The provider as it can be called: the built-in one at its real port, any other as it is.
    Provider reach(Provider provider) {
        return provider.baseUrl().equals(BASE_URL) ? at(provider, "http://127.0.0.1:" + port() + "/v1") : provider;
    }

    private static Provider at(Provider p, String url) {
        return new Provider(p.name(), p.dialect(), url, p.credentials(), p.free(), p.enabled(), p.models(),
                p.endpoints(), p.health());
    }

    private synchronized int port() {
        if (listener == null) {
            listener = listening();
        }
        return listener.port();
    }

    private Listener listening() {
        try {
            return Listener.start(Options.loopback(0), time, sim);
        } catch (IOException fault) {
            throw new UncheckedIOException("the built-in provider finds no free loopback port", fault);
        }
    }

    synchronized void tick(long nanos) {
        Optional.ofNullable(listener).ifPresent(l -> l.tick(nanos));
    }

    @Override
    public synchronized void close() {
        Optional.ofNullable(listener).ifPresent(Listener::close);
    }
}
