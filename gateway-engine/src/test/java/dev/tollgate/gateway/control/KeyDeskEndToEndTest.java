package dev.tollgate.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.KeyLimits;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.testing.TestGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A key's life in a home of its own: made, used, changed, rotated, deleted and brought back.
class KeyDeskEndToEndTest {
    private static final String STARTER = """
            providers:
              sim: { dialect: openai, base_url: "http://simulated.localhost/v1", models: [sim-small] }
            routes: { r: { targets: [{ provider: sim, model: sim-small }] } }
            prices: [{ provider: sim, model: sim-small, from: 2020-01-01, input: 1, output: 1 }]
            """;
    private static final String ASK = "{\"model\":\"r\",\"max_tokens\":20,\"messages\":[]}";

    @TempDir
    Path folder;
    private Gateway gateway;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> acted = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        gateway = ((Opening.Ready) Gateway.open(GatewayOptions.of(folder).withStarter(STARTER).withPort(0))).gateway();
        gateway.start();
        gateway.simulated().control().speed(1_000);
        gateway.events().subscribe(event -> {
            if (event instanceof Event.Acted done) {
                acted.add(done.author() + ": " + done.action() + " " + done.subject());
            }
        });
    }

    @AfterEach
    void close() {
        gateway.close(Duration.ofMillis(200));
        client.close();
    }

    private KeyDesk keys() {
        return gateway.control().keys();
    }

    private HttpResponse<String> send(String method, String path, String secret, String body) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.status().port() + path))
                    .timeout(Duration.ofSeconds(30)).header("Authorization", "Bearer " + secret)
                    .method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private int call(String secret) {
        return send("POST", "/v1/chat/completions", secret, ASK).statusCode();
    }

    private JsonNode admin(String method, String path, String body, int status) throws IOException {
        var answer = send(method, "/tollgate/v1/" + path, Files.readString(folder.resolve("admin.key")).strip(), body);
        assertEquals(status, answer.statusCode(), answer.body());
        return JsonMapper.shared().readTree(answer.body());
    }

    private String made(String name) {
        return keys().make("test", KeyEntry.of(name, new Secret.Hashed("")), List.of()).key().orElseThrow().secret();
    }

    private KeyEntry key(String name) {
        return gateway.config().keys().stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void aMadeKeyWorksAndOnlyItsHashIsKept() {
        var limits = new KeyLimits(OptionalLong.of(2), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(),
                OptionalLong.empty(), OptionalLong.empty());
        var budget = Budget.usd("a-week", new Scope(Map.of(Dimension.KEY, "a"), Optional.empty()),
                Budget.Calendar.WEEK, 1_000_000_000_000L);
        var made = keys().make("test", KeyEntry.of("a", new Secret.Env("IGNORED")).withLimits(limits), List.of(budget));
        var secret = made.key().orElseThrow().secret();
        assertEquals(200, call(secret));
        assertEquals(200, call(secret));
        assertEquals(429, call(secret));
        assertInstanceOf(Secret.Hashed.class, key("a").secret());
        assertFalse(made.toString().contains(secret));
        assertEquals(List.of("test: make key a"), acted);
        assertTrue(keys().lastUse("a").isPresent());
        var twice = keys().make("test", KeyEntry.of("a", new Secret.Env("IGNORED")), List.of());
        assertTrue(twice.key().isEmpty());
        assertInstanceOf(Applied.Wrong.class, twice.applied());
        assertEquals(1, gateway.config().keys().size());
    }

    @Test
    void afterARotationBothSecretsWorkUntilTheGraceIsOver() {
        var old = made("a");
        assertEquals(200, call(old));
        var next = keys().rotate("test", "a", Duration.ofHours(1)).key().orElseThrow().secret();
        var secrets = keys().secrets(key("a"));
        assertEquals(Optional.empty(), secrets.getFirst().lastUsed());
        assertTrue(secrets.getLast().lastUsed().isPresent() && secrets.getLast().until().isPresent());
        assertEquals(200, call(next));
        assertEquals(200, call(old));
        assertTrue(keys().secrets(key("a")).getFirst().lastUsed().isPresent());
        TestGateway.await(() -> gateway.queries().values(Dimension.KEY, 9).contains("a") ? true : null);
        assertEquals(List.of("a"), gateway.queries().values(Dimension.KEY, 9));

        assertInstanceOf(Applied.InForce.class, keys().endFormer("test", "a"));
        assertEquals(401, call(old));
        assertEquals(200, call(next));
        var last = keys().rotate("test", "a", Duration.ZERO).key().orElseThrow().secret();
        assertEquals(401, call(next));
        assertEquals(200, call(last));
    }

    @Test
    void theGraceEndsByItself() throws InterruptedException {
        var old = made("a");
        var next = keys().rotate("test", "a", Duration.ofMillis(1)).key().orElseThrow().secret();
        TestGateway.await(() -> call(old) == 401 ? true : null);
        assertEquals(200, call(next));
    }

    @Test
    void aDeletedKeyIsUnknownAndTheUndoBringsBackTheSameSecretItsBudgetAndItsPause() {
        var secret = made("a");
        made("b");
        var budget = Budget.usd("a-day", new Scope(Map.of(Dimension.KEY, "a"), Optional.empty()),
                Budget.Calendar.DAY, 1_000_000_000_000L);
        assertInstanceOf(Applied.InForce.class, gateway.control().budgets().add("test", budget));
        assertEquals(200, call(secret));
        long spent = gateway.budgets().getFirst().settled();
        assertTrue(spent > 0);
        gateway.control().pause("test", "a");
        var before = gateway.config();

        var deleted = keys().delete("test", "a");
        assertEquals(401, call(secret));
        assertEquals(List.of(), gateway.config().budgets());
        assertEquals(List.of(), gateway.control().pauses());
        assertInstanceOf(Applied.InForce.class, deleted.undo().orElseThrow().undo("test"));
        assertEquals(before, gateway.config());
        assertEquals(403, call(secret));
        gateway.control().resume("test", "a");
        assertEquals(spent, gateway.budgets().getFirst().settled());
        assertEquals(200, call(secret));
        assertInstanceOf(Applied.Wrong.class, deleted.undo().orElseThrow().undo("test"));
        assertTrue(acted.containsAll(List.of("test: delete key a", "test: bring back key a")), acted.toString());
    }

    @Test
    void anEditorThatWasOvertakenChangesNothing() {
        made("a");
        var seen = key("a");
        assertInstanceOf(Applied.InForce.class, keys().change("one", seen, seen.withRoutes(List.of("r"))));
        var wrong = assertInstanceOf(Applied.Wrong.class, keys().change("two", seen, seen.withRoutes(List.of("x"))));
        assertTrue(wrong.problems().getFirst().message().contains("meanwhile"), wrong.toString());
        assertEquals(List.of("r"), key("a").routes());
        keys().rotate("one", "a", Duration.ofHours(1));
        var rotated = key("a");
        assertInstanceOf(Applied.Wrong.class, keys().change("two", seen, seen.withRoutes(List.of("y"))));
        assertInstanceOf(Applied.InForce.class, keys().change("two", rotated, rotated.withRoutes(List.of("y"))));
        assertEquals(rotated.secret(), key("a").secret());

        var budget = Budget.usd("b", Scope.EVERYTHING, Budget.Calendar.MONTH, 5);
        gateway.control().budgets().add("one", budget);
        gateway.control().budgets().change("one", budget, budget.withLimit(Budget.Unit.USD, 6));
        assertInstanceOf(Applied.Wrong.class, gateway.control().budgets().change("two", budget, budget));
        var removed = gateway.control().budgets().remove("two", "b");
        assertEquals(List.of(), gateway.config().budgets());
        removed.undo().orElseThrow().undo("two");
        assertEquals(6, gateway.config().budgets().getFirst().limit());
    }

    @Test
    void scriptsMakeRotateAndDeleteKeysToo() throws IOException {
        var body = "{\"name\":\"ci bot\",\"routes\":[\"r\"],\"limits\":{\"rpm\":50,\"max_request_usd\":0.5},"
                + "\"owner\":{\"name\":\"Dana\"},\"require\":[\"feature\"],\"expires\":\"2999-01-01T00:00:00Z\"}";
        var made = admin("POST", "keys", body, 200);
        assertEquals("ci bot", made.get("name").asString());
        var secret = made.get("secret").asString();
        assertEquals(200, call(secret));
        var row = admin("GET", "keys", "", 200).get("data").get(0);
        assertEquals(50, row.get("limits").get("rpm").asLong());
        assertEquals("0.5", row.get("limits").get("max_request_usd").asString());
        assertEquals("Dana", row.get("owner").asString());
        assertTrue(row.get("last_used").isString());
        var next = admin("POST", "keys/ci%20bot/rotate", "{\"grace\":\"1h\"}", 200).get("secret").asString();
        assertEquals(200, call(secret));
        assertEquals(200, call(next));
        assertEquals(2, admin("GET", "keys", "", 200).get("data").get(0).get("secrets").size());
        assertFalse(admin("GET", "config", "", 200).toString().contains("hash:"));
        admin("POST", "keys", body, 409);
        admin("POST", "keys", "{\"name\":\"x\",\"secret\":\"tg-mine\"}", 422);
        admin("POST", "keys", "{\"name\":\"x\",\"limits\":{\"rpm\":-1}}", 422);
        admin("POST", "keys/ci%20bot/rotate", "{\"grace\":\"soon\"}", 400);
        admin("POST", "keys/nobody/rotate", "{}", 404);
        admin("DELETE", "keys/nobody", "", 404);
        assertEquals("ci bot", admin("DELETE", "keys/ci%20bot", "", 200).get("deleted").asString());
        assertEquals(401, call(next));
        admin("POST", "holds/req_none/release", "", 404);
        assertEquals(0, admin("GET", "holds", "", 200).get("data").size());
    }
}
