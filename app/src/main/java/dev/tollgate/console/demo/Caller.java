package dev.tollgate.console.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// Calls the gateway as any app would: over HTTP, with a key. Thread-safe; a call takes as long as its answer.
final class Caller implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Caller.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String baseUrl;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();

    Caller(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /// @return whether it was answered with success, to the end
    boolean call(String key, String path, String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(PATIENCE)
                .header("Authorization", "Bearer " + DemoConfig.secret(key)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException cut) {
            // what a user cuts or pauses ends like this
            LOG.log(System.Logger.Level.DEBUG, "call of " + key, cut);
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
