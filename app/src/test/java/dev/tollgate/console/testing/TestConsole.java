package dev.tollgate.console.testing;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.GatewayStatus;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.config.Retention;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.ledger.LedgerHome;
import dev.tollgate.gateway.ledger.Opened;
import dev.tollgate.gateway.sim.SimControl;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A real gateway on a throw-away home with the built-in provider, listening on a free port, for tests of pages. Closing
/// it removes the home.
public final class TestConsole implements AutoCloseable {
    /// Secret of the key `web`; `agent-dev` has [#AGENT_KEY].
    public static final String KEY = "tg-test-web-0123456789abcdef";
    public static final String AGENT_KEY = "tg-test-agent-0123456789abcdef";

    /// Routes smart (with a fallback), code, single and embed; sim-code has no price, so that "unpriced" occurs.
    public static final String CONFIG = """
            providers:
              sim: { base_url: "http://simulated.localhost/v1", models: [sim-large, sim-small, sim-code, sim-embed] }
            routes:
              smart:
                retries: { attempts: 0 }
                targets:
                  - { provider: sim, model: sim-large }
                  - { provider: sim, model: sim-small, type: backup }
              single: { retries: { attempts: 0 }, targets: [{ provider: sim, model: sim-large }] }
              code: { targets: [{ provider: sim, model: sim-code }] }
              embed: { targets: [{ provider: sim, model: sim-embed }] }
            keys:
              - name: web
                secret: "literal:tg-test-web-0123456789abcdef"
                defaults: { customer: acme, feature: search }
              - { name: agent-dev, secret: "literal:tg-test-agent-0123456789abcdef", defaults: { agent: nightly } }
            budgets:
              - { name: everything, scope: {}, window: day, usd: 25 }
            prices:
              - { provider: sim, model: sim-large, from: 2026-01-01, input: 3, cache_read: 0.3, output: 15 }
              - { provider: sim, model: sim-small, from: 2026-01-01, input: 0.15, output: 0.6 }
              - { provider: sim, model: sim-embed, from: 2026-01-01, input: 0.02 }
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path home;
    private final Gateway gateway;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final AtomicLong answered = new AtomicLong();
    private final long before;

    private TestConsole(Path home, Gateway gateway) {
        this.home = home;
        this.gateway = gateway;
        this.before = gateway.ledger().committed();
    }

    /// Listening, with [#CONFIG], a provider that answers without waiting.
    public static TestConsole open() {
        return open(CONFIG);
    }

    /// Listening, with this YAML as the first configuration; `""` is a fresh home without a provider.
    public static TestConsole open(String yaml) {
        return open(yaml, _ -> {});
    }

    /// Listening, over a ledger that was told this past.
    public static TestConsole open(String yaml, Consumer<Ledger> past) {
        var console = opened(yaml, past);
        var status = console.gateway.start();
        if (status.state() != GatewayStatus.State.LISTENING) {
            throw new IllegalStateException(status.message());
        }
        console.provider().speed(0);
        return console;
    }

    private static TestConsole opened(String yaml, Consumer<Ledger> past) {
        try {
            var home = Files.createTempDirectory("tollgate-test");
            tell(home, past);
            var options = GatewayOptions.of(home).withPort(0);
            return switch (Gateway.open(yaml.isEmpty() ? options : options.withStarter(yaml))) {
                case Opening.Ready(var gateway) -> new TestConsole(home, gateway);
                case Opening.Refused(var message, var _) -> throw new IllegalStateException(message);
            };
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static void tell(Path home, Consumer<Ledger> past) {
        var at = new LedgerHome(home, ZoneId.systemDefault(), Retention.DEFAULTS);
        if (Ledger.open(at, Time.system(), new Events()) instanceof Opened.Ready(var ledger)) {
            past.accept(ledger);
            ledger.close();
        }
    }

    public Gateway gateway() {
        return gateway;
    }

    public Path home() {
        return home;
    }

    /// `http://127.0.0.1:PORT/v1`.
    public String baseUrl() {
        return gateway.status().baseUrl();
    }

    /// Faults and speed of the built-in provider.
    public SimControl provider() {
        return gateway.simulated().control();
    }

    /// One chat call with [#KEY], read to its end.
    ///
    /// @return the status
    public int chat(String model, String text) {
        return chat(KEY, model, text, false);
    }

    /// One streamed chat call with [#KEY], read to its end.
    public int stream(String model, String text) {
        return chat(KEY, model, text, true);
    }

    public int chat(String key, String model, String text, boolean stream) {
        return post(key, "/chat/completions", """
                {"model":"%s","stream":%s,"max_tokens":200,"messages":[{"role":"user","content":"%s"}]}"""
                .formatted(model, stream, text));
    }

    /// Any call; the reply is read to its end.
    public int post(String key, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(baseUrl() + path)).header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            answered.addAndGet(status == 200 ? 1 : 0);
            return status;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /// A streamed call in the background, to have something in flight; slow the provider down first.
    public Thread streaming(String key, String model, String text) {
        return Time.system().start("test-stream", () -> {
            try {
                chat(key, model, text, true);
            } catch (UncheckedIOException cut) {
                // what a test cuts ends like this
            }
        });
    }

    /// Waits until every call answered so far is in the database. A call is settled a moment after its answer, so an
    /// empty queue alone says nothing.
    public void saved() {
        await(() -> gateway.ledger().committed() >= before + answered.get() && gateway.ledger().queued() == 0);
    }

    /// Waits until it holds; fails after 20 s.
    public static void await(BooleanSupplier condition) {
        var time = Time.system();
        long until = time.nanos() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (time.nanos() > until) {
                throw new AssertionError("did not happen within " + PATIENCE);
            }
            time.sleep(Duration.ofMillis(10));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        gateway.close(Duration.ZERO);
        remove(home);
    }

    private static void remove(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException busy) {
            throw new UncheckedIOException(busy);
        }
    }
}
