package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.testing.TestGateway;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Scripts get what they asked for, or are told that it cannot be asked.
class AdminQueriesEndToEndTest {
    private static final String CONFIG = """
            providers: { sim: { base_url: "http://simulated.localhost/v1", models: [sim-small] } }
            keys:
              - { name: app, secret: "literal:%s" }
              - { name: batch, secret: "literal:tg-batch" }
            budgets: [{ name: tiny, scope: { customer: acme }, window: day, usd: 0.0001 }]
            prices: [{ provider: sim, model: sim-small, from: 2026-01-01, input: 0.00002, output: 100 }]
            """.formatted(TestGateway.KEY);
    private static final String ASK = """
            {"model":"sim-small","max_tokens":3,"messages":[{"role":"user","content":"hi"}]}""";

    @TempDir
    Path folder;

    @Test
    void aKeyIsAFilterLikeAnyOther() {
        try (var gateway = TestGateway.open(folder, CONFIG)) {
            gateway.post("/v1/chat/completions", ASK);
            gateway.send(HttpRequest.newBuilder(URI.create(gateway.url("/v1/chat/completions")))
                    .header("Authorization", "Bearer tg-batch").POST(HttpRequest.BodyPublishers.ofString(ASK)).build());
            gateway.entry(2);
            assertEquals(2, data(gateway, "requests").size());
            assertEquals(List.of("app"), named(data(gateway, "requests?key=app"), "key"));
            assertEquals(List.of("app"), named(data(gateway, "requests?outcome=success&key=app"), "key"));
            assertEquals(List.of("batch", "app"), named(data(gateway, "requests?key=app,batch"), "key"));
            assertEquals(List.of(), named(data(gateway, "requests?owner=dana"), "key"));
            assertEquals(List.of("app"), named(data(gateway, "spend?by=key&key=app"), "key"));
            assertEquals(1, data(gateway, "spend?key=batch").get(0).path("requests").asInt());
        }
    }

    @Test
    void aMisspeltFilterIsNotOneThatLetsEverythingThrough() {
        try (var gateway = TestGateway.open(folder, CONFIG)) {
            for (var query : List.of("requests?keys=app", "spend?group=key")) {
                var answer = gateway.admin("GET", query, "");
                assertEquals(400, answer.statusCode());
                var error = json(answer.body()).path("error");
                assertEquals(query.replaceAll(".*\\?|=.*", ""), error.path("param").asString());
                assertTrue(error.path("message").asString().contains("requested_model"), error::toString);
            }
        }
    }

    @Test
    void whatCannotBeAnsweredIsTheAskersMistake() {
        try (var gateway = TestGateway.open(folder, CONFIG)) {
            for (var query : List.of("requests?cursor=x", "spend?by=user,key", "spend?by=key&thread=t")) {
                var answer = gateway.admin("GET", query, "");
                assertEquals(400, answer.statusCode(), query);
                assertEquals("invalid_request", json(answer.body()).path("error").path("code").asString(), query);
            }
        }
    }

    /// What computes for long on a virtual thread keeps a core from the calls.
    @Test
    void aQuestionIsAnsweredOnAThreadOfItsOwn() throws IOException {
        try (var gateway = TestGateway.open(folder, CONFIG)) {
            var url = URI.create(gateway.url("/tollgate/v1/config/check"));
            try (var socket = new Socket(url.getHost(), url.getPort())) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream().write(("POST " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority()
                        + "\r\nConnection: close\r\nAuthorization: Bearer " + gateway.adminKey()
                        + "\r\nContent-Length: 2\r\n\r\n").getBytes(StandardCharsets.UTF_8));
                // no virtual thread is among these
                TestGateway.await(() -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("tollgate-admin")).findFirst().orElse(null));
                socket.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
                var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            }
        }
    }

    @Test
    void smallAmountsAreWrittenAsAPersonWritesThem() {
        try (var gateway = TestGateway.open(folder, CONFIG)) {
            var config = gateway.admin("GET", "config", "").body();
            assertTrue(config.contains("\"usd\":0.0001}"), config);
            assertTrue(config.contains("\"input\":0.00002,\"output\":100"), config);
            assertTrue(gateway.admin("GET", "prices", "").body().contains("\"input\":0.00002,"));
            assertEquals(404, gateway.admin("POST", "config/versions/99/restore", "").statusCode());
        }
    }

    private static List<String> named(JsonNode rows, String field) {
        return rows.valueStream().map(row -> row.path(field).asString()).toList();
    }

    private static JsonNode data(TestGateway gateway, String path) {
        var answer = gateway.admin("GET", path, "");
        assertEquals(200, answer.statusCode(), answer.body());
        return json(answer.body()).path("data");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
