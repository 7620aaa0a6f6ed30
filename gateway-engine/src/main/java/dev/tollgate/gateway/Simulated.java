package dev.tollgate.gateway;

import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.http.Listener;
import dev.tollgate.gateway.http.Options;
import dev.tollgate.gateway.sim.Sim;
import dev.tollgate.gateway.sim.SimControl;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The built-in providers: real HTTP servers, each on a loopback port of its own, started at its first use. There are
/// two, so that one can stand in for the other. Thread-safe.
public final class Simulated implements AutoCloseable {
    /// The base URL that stands for it in a configuration; its real port differs from run to run.
    public static final String BASE_URL = "http://simulated.localhost/v1";
    /// The second one, with levers of its own.
    public static final String SECOND_URL = "http://simulated-2.localhost/v1";

    private final One first;
    private final One second;

    Simulated(Time time, RandomGenerator random) {
        first = new One(BASE_URL, new Sim(time, random), time);
        second = new One(SECOND_URL, new Sim(time, random), time);
    }

    /// Levers for demo, tests and drills.
    public SimControl control() {
        return first.sim.control();
    }

    /// The levers of the second one.
    public SimControl second() {
        return second.sim.control();
    }

    /// The provider as it can be called: a built-in one at its real port, any other as it is.
    public Provider reach(Provider provider) {
        return first.isAt(provider.baseUrl())
                ? first.reach(provider)
                : second.isAt(provider.baseUrl()) ? second.reach(provider) : provider;
    }

    void tick(long nanos) {
        List.of(first, second).forEach(each -> each.tick(nanos));
    }

    @Override
    public void close() {
        List.of(first, second).forEach(One::close);
    }

    /// One simulated provider and its server.
    private static final class One {
        private final String url;
        private final Sim sim;
        private final Time time;
        private @Nullable Listener listener;

        One(String url, Sim sim, Time time) {
            this.url = url;
            this.sim = sim;
            this.time = time;
        }

        /// Also without its version, as dialects other than OpenAI's write their addresses.
        boolean isAt(String baseUrl) {
            return url.startsWith(baseUrl) && (url.length() == baseUrl.length() || url.equals(baseUrl + "/v1"));
        }

        Provider reach(Provider p) {
            return p.at("http://127.0.0.1:" + port() + "/v1");
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
            if (listener != null) {
                listener.tick(nanos);
            }
        }

        synchronized void close() {
            if (listener != null) {
                listener.close();
            }
        }
    }
}
