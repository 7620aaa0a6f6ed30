package dev.tollgate.gateway.testing;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.GatewayStatus;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.ledger.EntryFilter;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// A real gateway on a free loopback port and a throw-away home, for tests through the front door.
public final class TestGateway implements AutoCloseable {
    public static final String KEY = "tg-test-key-000000000000000000000000000000";

    private final Gateway gateway;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestGateway(Gateway gateway) {
        this.gateway = gateway;
    }

    /// @param yaml the configuration; a key `app` with [#KEY] is added where it names none
    public static TestGateway open(Path folder, String yaml) {
        try {
            var file = Files.writeString(folder.resolve("config.yaml"), withKey(yaml));
            return opened(GatewayOptions.of(folder.resolve("home")).withConfigFile(file).withPort(0));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /// As [#open], with a configuration of the home's own, which may be changed.
    public static TestGateway editable(Path folder, String yaml) {
        return opened(GatewayOptions.of(folder.resolve("home")).withStarter(withKey(yaml)).withPort(0));
    }

    /// As [#editable], on a clock of the test's own.
    public static TestGateway timed(Path folder, String yaml, Time time) {
        return opened(new GatewayOptions(folder.resolve("home"), Optional.empty(), OptionalInt.of(0),
                Optional.of(withKey(yaml)), System::getenv, ZoneOffset.UTC, time, Optional.empty()));
    }

    private static String withKey(String yaml) {
        return yaml.contains("keys:") ? yaml : yaml + "\nkeys:\n  - { name: app, secret: \"literal:" + KEY + "\" }\n";
    }

    private static TestGateway opened(GatewayOptions options) {
        return switch (Gateway.open(options)) {
            case Opening.Refused(var message, var _) -> throw new IllegalStateException(message);
            case Opening.Ready(var ready) -> started(ready);
        };
    }

    private static TestGateway started(Gateway gateway) {
        var status = gateway.start();
        if (status.state() != GatewayStatus.State.LISTENING) {
            throw new IllegalStateException(status.message());
        }
        return new TestGateway(gateway);
    }

    public Gateway gateway() {
        return gateway;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + gateway.status().port() + path;
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url(path))).timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + KEY).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /// @param head more field names and values
    public HttpResponse<String> admin(String method, String path, String body, String... head) {
        var request = HttpRequest.newBuilder(URI.create(url("/tollgate/v1/" + path)))
                .header("Authorization", "Bearer " + adminKey());
        for (int i = 0; i < head.length; i += 2) {
            request.header(head[i], head[i + 1]);
        }
        return send(request
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build());
    }

    public String adminKey() {
        try {
            return Files.readString(gateway.home().resolve("admin.key")).strip();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /// As [#post], byte for byte as it came, for replies that may end in the midst.
    public Streamed stream(String path, String body) {
        try {
            return Streamed.of(gateway.status().port(), path, KEY, body);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /// The newest entry, once this many are in the database.
    public Entry entry(int count) {
        return await(() -> {
            var page = gateway.queries().entries(everything(), 1000, Optional.empty()).entries();
            return page.size() >= count ? page.getFirst() : null;
        });
    }

    public List<Entry> entries() {
        return gateway.queries().entries(everything(), 1000, Optional.empty()).entries();
    }

    private static EntryFilter everything() {
        return EntryFilter.between(Instant.EPOCH, Instant.now().plus(Duration.ofDays(1)));
    }

    /// Asks again until there is an answer, thirty seconds at most.
    public static <T> T await(Supplier<T> question) {
        var until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < until) {
            var answer = question.get();
            if (answer != null) {
                return answer;
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new AssertionError("nothing came within thirty seconds");
    }

    @Override
    public void close() {
        gateway.close(Duration.ofMillis(200));
    }
}
