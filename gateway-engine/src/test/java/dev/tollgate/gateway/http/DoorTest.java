package dev.tollgate.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Who may come in, before any handler sees the request.
class DoorTest {
    @Test
    void namesOfThisMachinePass() throws IOException {
        try (var served = Served.echo(); var client = served.client()) {
            int port = served.listener.port();
            for (String host : new String[] {"localhost", "LocalHost:" + port, "localhost.", "localhost.:80",
                    "a.localhost",
                    "127.0.0.1", "127.8.9.1:1", "[::1]:" + port, "[::1]", "[::ffff:127.0.0.1]",
                    "host.docker.internal:4100",
                    "host.containers.internal", "gateway.docker.internal"}) {
                assertEquals(200, status(client, host), host);
            }
            client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertEquals(200, client.answer().status());
        }
    }

    @Test
    void otherNamesAreRefusedWithTheSettingThatAllowsThem() throws IOException {
        try (var served = Served.echo(); var client = served.client()) {
            for (String host : new String[] {"evil.com", "localhost.evil.com", "127.0.0.1.evil.com", "127.0.0.256",
                    "evil.com:80", "localhost:x", "[::1", "[::1]x", "", "1.2.3.4", "xlocalhost",
                    "127.0.0.1@evil.com"}) {
                assertEquals(403, status(client, host), "Host: " + host);
            }
            client.send("GET / HTTP/1.1\r\nHost: evil.com\r\n\r\n");
            var answer = client.answer();
            assertTrue(answer.body().contains("evil.com") && answer.body().contains("listen.allowed_hosts"),
                    answer.body());
            assertTrue(answer.body().contains("\"code\":\"forbidden_host\""), answer.body());
        }
    }

    @Test
    void allowedHostsMayBeChangedWhileConnectionsAreOpen() throws IOException {
        try (var served = Served.with(Served.options(List.of("my.lan", "*.corp"), List.of()), Served::echo);
                var client = served.client()) {
            assertEquals(200, status(client, "MY.lan:4100"));
            assertEquals(200, status(client, "a.b.corp"));
            assertEquals(403, status(client, "corp"));
            assertEquals(200, status(client, "my.lan"));
            served.listener.allow(List.of(), List.of());
            assertEquals(403, status(client, "my.lan"));
        }
    }

    @Test
    void webPagesComeInOnlyFromTheList() throws IOException {
        try (var served = Served.with(Served.options(List.of(), List.of("app://", "https://ui.example")), Served::echo);
                var client = served.client()) {
            assertEquals(200, status(client, "localhost\r\nOrigin: app://anything"));
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: https://UI.example\r\n\r\n");
            var answer = client.answer();
            assertTrue(answer.has("Access-Control-Allow-Origin: https://UI.example") && answer.has("Vary: Origin"));
            for (String origin : new String[] {"null", "https://evil.com", "http://localhost:4100", "http://localhost",
                    "https://ui.example.evil.com", "http://ui.example"}) {
                client.send("GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin + "\r\n\r\n");
                answer = client.answer();
                assertEquals(403, answer.status(), origin);
                assertFalse(answer.head().contains("Access-Control"), answer.head());
                assertTrue(answer.body().contains("listen.allowed_origins"), answer.body());
            }
        }
    }

    @Test
    void preflightsOfAdmittedOriginsAreAnswered() throws IOException {
        try (var served = Served.with(Served.options(List.of(), List.of("app://")), Served::echo);
                var client = served.client()) {
            String ask = String.join("\r\n", "OPTIONS /v1/chat/completions HTTP/1.1", "Host: localhost",
                    "Access-Control-Request-Method: POST",
                    "Access-Control-Request-Headers: Authorization, x-evil, anthropic-beta, x-stainless-os",
                    "Access-Control-Request-Private-Network: true", "");
            var answer = client.send(ask + "Origin: app://x\r\n\r\n").answer();
            assertEquals(204, answer.status());
            assertTrue(answer.has("Access-Control-Allow-Headers: authorization, anthropic-beta, x-stainless-os"));
            assertTrue(answer.has("Access-Control-Allow-Private-Network: true"));
            answer = client.send(ask + "Origin: https://evil.com\r\n\r\n").answer();
            assertEquals(403, answer.status());
            assertFalse(answer.head().contains("Private-Network"));
        }
    }

    @Test
    void a100ComesOnlyWhenTheBodyIsWanted() throws IOException {
        try (var served = Served.echo(); var client = served.client()) {
            client.send("POST /x HTTP/1.1\r\nHost: localhost\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n");
            assertEquals(100, client.answer().status());
            assertEquals("POST /x? hi", client.send("hi").answer().body());
            client.send("POST /x HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n");
            assertEquals(413, client.answer().status());
            assertTrue(client.closed());
        }
        try (var served = Served.with(e -> e.answer(401, Served.JSON, new byte[0])); var client = served.client()) {
            client.send("POST /x HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            var answer = client.answer();
            assertEquals(401, answer.status());
            assertTrue(answer.has("Connection: close") && client.closed());
        }
    }

    @Test
    void otherExpectationsFail() throws IOException {
        try (var served = Served.echo(); var client = served.client()) {
            client.send("POST /x HTTP/1.1\r\nHost: localhost\r\nExpect: magic\r\nContent-Length: 2\r\n\r\nhi");
            assertEquals(417, client.answer().status());
        }
    }

    @Test
    void idsAreTheClientsWhereSaneElseOurs() throws IOException {
        try (var served = Served.echo(); var client = served.client()) {
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: abc-1\r\n\r\n");
            assertTrue(client.answer().has("x-request-id: abc-1"));
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: a b\r\n\r\n");
            assertTrue(client.answer().head().contains("\r\nx-request-id: req_"));
        }
    }

    @Test
    void ourIdsRiseAndDiffer() throws IOException {
        try (var served = Served
                .with(e -> e.answer(200, Served.JSON, e.id().getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
                var client = served.client()) {
            String before = "";
            for (int i = 0; i < 500; i++) {
                client.get("/");
                String id = client.answer().body();
                assertTrue(id.compareTo(before) > 0 && id.length() == 29, before + " then " + id);
                before = id;
            }
        }
    }

    @Test
    void pathsAreBroughtToOneForm() {
        for (String path : new String[] {"/v1/chat/completions", "/chat/completions", "/v1/v1/chat/completions",
                "//v1//chat/completions/", "/openai/v1/chat/completions", "/api/v1/chat/completions",
                "/openai/chat/completions", "/openai/deployments/gpt/chat/completions", "/v1/v1/v1/chat/completions"}) {
            assertEquals("/v1/chat/completions", Paths.normal(path), path);
        }
        assertEquals("/", Paths.normal("/"));
        assertEquals("/", Paths.normal("//"));
        assertEquals("/v1", Paths.normal("/v1/"));
        assertEquals("/v1/models/a/b:free", Paths.normal("/models/a/b:free"));
        assertEquals("/v1/models/a%2Fb", Paths.normal("/v1/models/a%2Fb"));
        assertEquals("/v1beta/models/x:generateContent", Paths.normal("/v1/v1beta/models/x:generateContent"));
        assertEquals("/tollgate/v1/health", Paths.normal("/tollgate/v1/health/"));
        assertEquals("/favicon.ico", Paths.normal("/favicon.ico"));
    }

    @Test
    void queriesLoseTheirSecrets() {
        assertEquals("", Paths.query("/v1/models", "key=s"));
        assertEquals("a=1&b=2", Paths.query("/v1/m", "a=1&KEY=s&b=2&%6bey=s&api_key=s&access_token=s"));
        assertEquals("beta=true", Paths.query("/v1/messages", "beta=true"));
        assertEquals("monkey=1", Paths.query("/v1/messages", "monkey=1"));
        assertEquals("key=web", Paths.query("/tollgate/v1/requests", "key=web"));
    }

    @Test
    void headWorksWhereGetDoes() throws IOException {
        try (var served = Served.echo(); var client = served.client()) {
            client.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertTrue(client.head().contains("Content-Length: 8\r\n"));
            client.get("/");
            assertEquals("GET /? ", client.answer().body());
        }
    }

    @Test
    void aCrashOrSilenceOfTheHandlerIsA500() throws IOException {
        var calls = new AtomicInteger();
        try (var served = Served.with(e -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("planted by a test");
            }
        }); var client = served.client()) {
            for (int i = 0; i < 2; i++) {
                client.get("/");
                var answer = client.answer();
                assertEquals(500, answer.status());
                assertTrue(answer.body().contains("\"code\":\"internal_error\""), answer.body());
                assertFalse(answer.body().contains("planted"), answer.body());
            }
        }
    }

    @Test
    void headersCannotBeSplit() throws IOException {
        try (var served = Served.with(e -> e.answer(200, Served.JSON.with("X-A", "1\r\nX-B: 2"), new byte[0]));
                var client = served.client()) {
            client.get("/");
            assertTrue(client.answer().has("X-A: 1  X-B: 2"));
        }
    }

    @Test
    void framingOfTheHandlerIsNotTaken() throws IOException {
        try (var served = Served.with(e -> e.answer(200, Served.JSON.with("Connection", "close")
                .with("Transfer-Encoding", "chunked").with("Date", "x").with("X-Request-Id", "upstream"), new byte[2]));
                var client = served.client()) {
            client.get("/");
            var answer = client.answer();
            assertFalse(answer.has("Connection: close") || answer.has("Date: x") || answer.head().contains("chunked"));
            assertNotEquals(-1, answer.head().indexOf("\r\nDate: "));
            assertTrue(answer.head().contains("x-request-id: req_"));
        }
    }

    private static int status(RawClient client, String host) throws IOException {
        client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        return client.answer().status();
    }
}
