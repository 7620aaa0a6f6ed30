package dev.tollgate.console.shell;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.Opening;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/// A real gateway on a home of its own, answering from the built-in simulated provider.
final class Workshop implements AutoCloseable {
    private static final String CONFIG = """
            listen: { port: 0 }
            providers:
              sim: { dialect: openai, base_url: "http://simulated.localhost/v1", credentials: [] }
            routes:
              smart: { strategy: fallback, targets: [{ provider: sim, model: sim-small }] }
            keys:
              - { name: web, secret: "literal:tg-web" }
              - { name: agent-dev, secret: "literal:tg-agent" }
              - { name: batch, secret: "literal:tg-batch" }
            budgets:
              - { name: everything, scope: {}, window: day, usd: 25 }
            prices:
              - { provider: sim, model: "sim-*", from: 2026-01-01, input: 3, output: 15 }
            """;

    private final Gateway gateway;
    private final HttpClient client = HttpClient.newHttpClient();

    Workshop(Path home, boolean empty) {
        var options = GatewayOptions.of(home).withPort(0);
        var opening = Gateway.open(empty ? options : options.withStarter(CONFIG));
        gateway = switch (opening) {
            case Opening.Ready(var ready) -> ready;
            case Opening.Refused(var message, var _) -> throw new IllegalStateException(message);
        };
        gateway.start();
        gateway.simulated().control().speed(0);
    }

    Gateway gateway() {
        return gateway;
    }

    /// Makes one call and returns its status.
    int call(String key, boolean stream) {
        try {
            var body = "{\"model\":\"smart\",\"stream\":" + stream
                    + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]}";
            var request = HttpRequest.newBuilder(URI.create(gateway.status().baseUrl() + "/chat/completions"))
                    .header("Authorization", "Bearer tg-" + key).header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body)).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (IOException broken) {
            return -1;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        gateway.close(Duration.ZERO);
    }
}
