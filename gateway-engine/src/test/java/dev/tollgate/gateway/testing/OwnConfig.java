package dev.tollgate.gateway.testing;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.GatewayStatus;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.config.KeychainBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A real gateway whose configuration lives in its own database, for tests of changing it.
public final class OwnConfig implements AutoCloseable {
    public static final String KEY = "tg-test-key-own-0000000000000000000000000000";
    /// Two simulated providers, a budget; the port is free.
    public static final String YAML =
            """
                    listen: { port: 0 }
                    billing_zone: UTC
                    providers:
                      sim: { base_url: "http://simulated.localhost/v1", models: [sim-large, sim-small] }
                      paid: { base_url: "http://simulated-2.localhost/v1", credentials: ["literal:sk-very-secret-0815"], models: [sim-large] }
                    routes:
                      smart: { targets: [{ provider: sim, model: sim-large }] }
                      paid: { targets: [{ provider: paid, model: sim-large }] }
                    keys:
                      - { name: app, secret: "literal:tg-test-key-own-0000000000000000000000000000", defaults: { customer: acme } }
                    budgets:
                      - { name: everything, scope: {}, window: day, usd: 25 }
                      - { name: app-day, scope: { key: app }, window: day, usd: 5 }
                    prices:
                      - { provider: sim, model: sim-large, from: 2026-01-01, input: 3, output: 15 }
                      - { provider: paid, model: sim-large, from: 2026-01-01, input: 1, output: 5 }
                    """;

    private final Gateway gateway;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private OwnConfig(Gateway gateway) {
        this.gateway = gateway;
    }

    public static OwnConfig open(Path home) {
        return open(home, YAML);
    }

    /// @param yaml for a home that has no configuration yet
    public static OwnConfig open(Path home, String yaml) {
        return open(GatewayOptions.of(home).withStarter(yaml));
    }

    /// With a keychain.
    public static OwnConfig open(Path home, String yaml, KeychainBackend keychain) {
        return open(GatewayOptions.of(home).withStarter(yaml).withKeychain(keychain));
    }

    private static OwnConfig open(GatewayOptions options) {
        return switch (Gateway.open(options)) {
            case Opening.Refused(var message, var _) -> throw new IllegalStateException(message);
            case Opening.Ready(var gateway) -> {
                var status = gateway.start();
                if (status.state() != GatewayStatus.State.LISTENING) {
                    throw new IllegalStateException(status.message());
                }
                gateway.simulated().control().speed(0);
                gateway.simulated().second().speed(0);
                yield new OwnConfig(gateway);
            }
        };
    }

    public Gateway gateway() {
        return gateway;
    }

    /// The status of a chat call on this port.
    public int chat(int port, String model) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                .header("Authorization", "Bearer " + KEY).POST(HttpRequest.BodyPublishers.ofString("""
                        {"model":"%s","max_tokens":50,"messages":[{"role":"user","content":"hello"}]}"""
                        .formatted(model))))
                .statusCode();
    }

    public int chat(String model) {
        return chat(gateway.status().port(), model);
    }

    public HttpResponse<String> admin(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.status().port() + "/tollgate/v1/"
                + path)).header("Authorization", "Bearer " + adminKey())
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private String adminKey() {
        try {
            return Files.readString(gateway.home().resolve("admin.key")).strip();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        gateway.close(Duration.ofMillis(200));
    }
}
