package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.Network;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.upstream.Download;
import dev.tollgate.gateway.upstream.HttpTransport;
import dev.tollgate.gateway.upstream.Upstream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Prices from outside: read, replaced with a version, tried out on what was called; and lists fetched by address.
class PricesEndToEndTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String CONFIG = """
            providers:
              sim: { base_url: "http://simulated.localhost/v1", models: [sim-large, sim-code] }
            routes:
              single: { targets: [{ provider: sim, model: sim-large }] }
              code: { targets: [{ provider: sim, model: sim-code }] }
            keys:
              - { name: app, secret: "literal:tg-test-key-000000000000000000000000000000" }
            prices:
              - { provider: sim, model: sim-large, from: 2026-01-01, input: 3, output: 15, note: "as agreed" }
            """;

    @TempDir
    Path home;

    private static void call(Gateway gateway, String model) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(gateway.status().baseUrl() + "/chat/completions"))
                .header("Authorization", "Bearer " + TestGateway.KEY).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"" + model
                        + "\",\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertEquals(200, client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }

    private static HttpResponse<String> admin(Gateway gateway, String method, String path, String body,
            String... headers) throws IOException, InterruptedException {
        var key = Files.readString(gateway.home().resolve("admin.key")).strip();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.status().port() + "/tollgate/v1/"
                + path)).header("Authorization", "Bearer " + key)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private Gateway open() {
        return switch (Gateway.open(GatewayOptions.of(home).withPort(0).withStarter(CONFIG))) {
            case Opening.Refused(var message, var _) -> throw new AssertionError(message);
            case Opening.Ready(var gateway) -> {
                gateway.start();
                gateway.simulated().control().speed(0);
                yield gateway;
            }
        };
    }

    @Test
    void theTableIsReadReplacedAndTriedOut() throws Exception {
        try (var gateway = open()) {
            call(gateway, "single");
            call(gateway, "code");
            TestGateway.await(() -> gateway.ledger().committed() >= 2 ? true : null);
            var read = admin(gateway, "GET", "prices", "");
            var table = MAPPER.readTree(read.body());
            assertEquals("sim-large", table.path("data").path(0).path("model").asString());
            assertEquals("as agreed", table.path("data").path(0).path("note").asString());
            assertEquals("sim-code", table.path("unpriced").path(0).path("model").asString());
            assertEquals(1, table.path("unpriced").path(0).path("requests").asInt());

            var what = MAPPER.readTree(admin(gateway, "POST", "prices/what-if", "{\"prices\":[{\"provider\":\"sim\","
                    + "\"model\":\"sim-large\",\"from\":\"2026-01-01\",\"input\":6,\"output\":30}]}").body());
            assertEquals(decimal(what, "old_usd").multiply(BigDecimal.TWO), decimal(what, "new_usd"));
            assertEquals(1, what.path("touched").asInt());
            assertEquals(2, what.path("requests").asInt());

            var tag = read.headers().firstValue("ETag").orElseThrow();
            assertEquals(428, admin(gateway, "PUT", "prices", read.body()).statusCode());
            assertEquals(412, admin(gateway, "PUT", "prices", read.body(), "If-Match", "\"99\"").statusCode());
            var wrong = admin(gateway, "PUT", "prices", "{\"prices\":[{\"provider\":\"sim\",\"model\":\"m\","
                    + "\"from\":\"2026-01-01\",\"input\":-1}]}", "If-Match", tag);
            assertEquals(422, wrong.statusCode());
            assertTrue(wrong.body().contains("prices[0].input"), wrong.body());
            assertEquals(1, gateway.config().prices().size());
            var next = "{\"prices\":[" + table.path("data").path(0) + ",{\"provider\":\"sim\",\"model\":\"sim-code\","
                    + "\"from\":\"2026-01-01\",\"input\":1,\"output\":2}]}";
            assertEquals(200, admin(gateway, "PUT", "prices", next, "If-Match", tag).statusCode());
            assertEquals(2, gateway.config().prices().size());
            assertEquals(Optional.of("as agreed"), gateway.config().prices().getFirst().about().note());
            assertEquals(0, MAPPER.readTree(admin(gateway, "GET", "prices", "").body()).path("unpriced").size());
        }
    }

    private static BigDecimal decimal(JsonNode node, String name) {
        return new BigDecimal(node.path(name).asString()).stripTrailingZeros();
    }

    @Test
    void aFileAloneChangesItsPrices() {
        try (var gateway = TestGateway.open(home, CONFIG)) {
            var refused = gateway.admin("PUT", "prices", "{\"prices\":[]}");
            assertEquals(409, refused.statusCode());
            assertTrue(refused.body().contains("read_only_config") && refused.body().contains("config.yaml"),
                    refused.body());
            assertEquals(200, gateway.admin("GET", "prices", "").statusCode());
            assertEquals(200, gateway.admin("POST", "prices/what-if", "{\"prices\":[]}").statusCode());
        }
    }

    @Test
    void aListIsFetchedByAddressWithinLimits() throws Exception {
        try (var server = ScriptedUpstream.start();
                var upstream = new Upstream(HttpTransport.of(new Network("none", Optional.empty()), _ -> null),
                        Time.system(), "via")) {
            var download = upstream.download();
            var address = server.baseUrl() + "/map.json";
            server.next("/v1/map.json", Script.json(200, "{\"a\":1}"));
            assertEquals(new Download.Fetched.Text("{\"a\":1}"), download.fetch(address, 100));
            server.next("/v1/map.json", Script.json(200, "{\"a\":1}"));
            assertInstanceOf(Download.Fetched.Failed.class, download.fetch(address, 3));
            server.next("/v1/map.json", Script.json(404, "{}"));
            var gone = assertInstanceOf(Download.Fetched.Failed.class, download.fetch(address, 100));
            assertTrue(gone.message().contains("404"), gone.message());
            assertInstanceOf(Download.Fetched.Failed.class, download.fetch("file:///etc/passwd", 100));
            var nobody = assertInstanceOf(Download.Fetched.Failed.class,
                    download.fetch("http://127.0.0.1:1/map.json", 100));
            assertTrue(nobody.message().contains("nothing listens"), nobody.message());
        }
    }
}
