package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.testing.TestGateway;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whatever is wrong with a call of the admin's, the answer has the right status and names the field.
class AdminBadInputEndToEndTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder;
    private TestGateway gateway;

    @BeforeEach
    void open() {
        gateway = open("""
                budgets:
                  - { name: b-hour, scope: {}, window: hour, requests: 10, at: { 10: notify } }
                  - { name: b-day, scope: {}, window: day, requests: 10, at: { 10: notify } }
                  - { name: b-week, scope: {}, window: week, requests: 10, at: { 10: notify } }
                  - { name: b-month, scope: {}, window: month, requests: 10, at: { 10: notify } }
                  - { name: b-total, scope: {}, window: total, requests: 10, at: { 10: notify } }
                """);
    }

    private TestGateway open(String more) {
        return TestGateway.editable(folder, """
                providers:
                  sim: { dialect: openai, base_url: "http://simulated.localhost/v1", models: [sim-small] }
                """ + more);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private static JsonNode error(HttpResponse<String> reply, int status) {
        assertEquals(status, reply.statusCode(), reply.body());
        assertFalse(reply.body().contains("Exception"), reply.body());
        var error = JSON.readTree(reply.body()).path("error");
        assertFalse(error.path("message").asString("").isBlank(), reply.body());
        return error;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "GET    | alarms?state=foo          | -                                  | 400 | state",
            "GET    | alarms?stat=open          | -                                  | 400 | stat",
            "GET    | alarms?limit=0            | -                                  | 400 | limit",
            "GET    | alarms?cursor=nowhere     | -                                  | 400 | cursor",
            "GET    | alarms?cursor=o-5         | -                                  | 400 | cursor",
            "GET    | audit?form=x              | -                                  | 400 | form",
            "GET    | audit?cursor=!!           | -                                  | 400 | cursor",
            "GET    | budgets?key=app           | -                                  | 400 | key",
            "GET    | keys?limit=5              | -                                  | 400 | limit",
            "GET    | smoke?provider=sim        | -                                  | 400 | provider",
            "GET    | export?costumer=acme      | -                                  | 400 | costumer",
            "GET    | requests?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z | -   | 400 | from",
            "GET    | spend?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z | -      | 400 | from",
            "GET    | export?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z | -     | 400 | from",
            "POST   | prices/what-if            | {\"prices\":[],\"to\":\"2020-01-01T00:00:00Z\"} | 400 | from",
            "GET    | requests?outcome=lost     | -                                  | 400 | outcome",
            "GET    | requests?min_usd=-1       | -                                  | 400 | min_usd",
            "GET    | requests?min_usd=1e400    | -                                  | 400 | min_usd",
            "GET    | prices?provider=sim       | -                                  | 400 | provider",
            "POST   | keys                      | {\"name\":\"k\",\"expires\":\"2020-01-01T00:00:00Z\"} | 422 | expires",
            "GET    | spend?to=%2B999999999-12-31T23:59:59Z | -                      | 400 | to",
            "GET    | requests?from=-999999999-01-01T00:00:00Z | -                   | 400 | from",
            "POST   | alarms/al_1/ack           | {\"by\":\"me\"}                    | 400 | by",
            "POST   | alarms/al_1/ack           | []                                 | 400 | body",
            "POST   | alarms/al_1/ack           | {}                                 | 404 | id",
            "POST   | alarms/al_1/snooze        | {\"for\":5}                        | 400 | for",
            "POST   | alarms/al_1/snooze        | {\"until\":\"1h\"}                 | 400 | until",
            "POST   | alarms/al_1/snooze        | {\"for\":\"31d\"}                  | 400 | for",
            "POST   | keys                      | {\"name\":\"x/y\"}                 | 422 | name",
            "POST   | keys                      | {\"name\":\"x\",\"limits\":{\"rpm\":-1}} | 422 | limits.rpm",
            "POST   | keys                      | []                                 | 400 | body",
            "POST   | keys                      | {\"name\":\"everything\"}          | 422 | name",
            "POST   | keys                      | {\"name\":\"a\\u202eb\"}         | 422 | name",
            "POST   | keys                      | {\"name\":\"..\"}                | 422 | name",
            "POST   | keys                      | {\"name\":\"x\",\"name\":\"y\"}   | 400 | name",
            "POST   | keys?dry=1                | {\"name\":\"x\"}                 | 400 | dry",
            "POST   | keys/app/pause?for=1h     | {}                                 | 400 | for",
            "PUT    | config?dry                | {}                                 | 400 | dry",
            "DELETE | keys/app?force=1          | -                                  | 400 | force",
            "GET    | config/versions?limit=1   | -                                  | 400 | limit",
            "GET    | requests?limit=1&limit=2  | -                                  | 400 | limit",
            "GET    | flights?key               | -                                  | 400 | key",
            "POST   | keys                      | {\"name\":\"x\",\"routes\":[\"sim-small\",\"nope\"]} | 422 | routes[1]",
            "POST   | prices/what-if            | {\"prices\":[],\"form\":\"x\"} | 400 | form",
            "POST   | prices/what-if            | {\"prices\":[],\"from\":5}    | 400 | from",
            "POST   | prices/what-if            | {\"prices\":[],\"data\":[]}   | 400 | data",
            "POST   | keys/app/rotate           | {\"grce\":\"1h\"}                  | 400 | grce",
            "POST   | keys/app/rotate           | {\"grace\":{}}                     | 400 | grace",
            "POST   | keys/app/rotate           | {\"grace\":\"99999999d\"}          | 400 | grace",
            "POST   | keys/app/pause            | {\"for\":\"1h\"}                   | 400 | for",
            "POST   | keys/nope/pause           | {}                                 | 404 | name",
            "POST   | holds/req_x/release       | {\"all\":true}                     | 400 | all",
            "POST   | requests/req_x/cut        | {\"why\":\"x\"}                    | 400 | why",
            "POST   | outcomes                  | {\"request_id\":5,\"outcome\":\"accepted\"} | 400 | request_id",
            "POST   | smoke                     | {}                                 | 400 | provider",
            "POST   | smoke                     | {\"provider\":5}                   | 400 | provider",
            "POST   | smoke                     | {\"provider\":\"sim\",\"models\":[1,{}]} | 400 | models",
            "POST   | smoke                     | {\"provider\":\"sim\",\"ceilng_usd\":1} | 400 | ceilng_usd",
            "POST   | smoke                     | {\"provider\":\"sim\",\"estimate\":\"yes\"} | 400 | estimate",
            "POST   | backup                    | {\"with_secrets\":true}            | 400 | with_secrets",
            "POST   | backup                    | []                                 | 400 | body",
            "POST   | config/versions/1/restore | {\"dry\":true}                     | 400 | dry",
            "POST   | config/versions/x/restore | {}                                 | 404 | version"})
    void aWrongCallNamesItsField(String method, String path, String body, int status, String param) {
        var error = error(gateway.admin(method, path, body == null ? "" : body), status);
        assertEquals(param, error.path("param").asString(""), error.toString());
        assertTrue(status == 404 || error.path("message").asString().contains(param), error.toString());
    }

    /// Whoever misspells the grace keeps the secret that callers use.
    @Test
    void aRotationThatIsRefusedRotatesNothing() {
        error(gateway.admin("POST", "keys/app/rotate", "{\"grce\":\"1h\"}"), 400);
        assertEquals(200, call());
    }

    private int call() {
        return gateway.post("/v1/chat/completions",
                "{\"model\":\"sim-small\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .statusCode();
    }

    @ParameterizedTest
    @CsvSource({"POST,alarms,'GET, HEAD'", "GET,alarms/al_1/ack,POST", "PUT,keys,'GET, HEAD, POST'",
            "GET,keys/app,DELETE", "DELETE,prices,'GET, HEAD, PUT'", "PATCH,config,'GET, HEAD, PUT'",
            "DELETE,smoke,'GET, HEAD, POST'", "GET,backup,POST", "POST,health,'GET, HEAD'", "POST,events,GET",
            "GET,prices/what-if,POST"})
    void aWrongMethodIsToldFromAWrongPath(String method, String path, String allowed) {
        var reply = gateway.admin(method, path, "");
        assertEquals("method_not_allowed", error(reply, 405).path("code").asString());
        assertEquals(allowed, reply.headers().firstValue("Allow").orElseThrow());
        error(gateway.admin(method, "nothing/of/the/kind", ""), 404);
    }

    /// Rows beside a field that nobody reads would be a wish unheard.
    @Test
    void pricesThatArePutMayHaveNoFieldThatNobodyReads() {
        var before = gateway.admin("GET", "prices", "").body();
        var put = gateway.admin("PUT", "prices", "{\"prices\":[],\"effective\":\"now\"}", "If-Match", "*");
        assertEquals("effective", error(put, 400).path("param").asString(""));
        assertEquals(before, gateway.admin("GET", "prices", "").body());
        assertEquals(200, gateway.admin("PUT", "prices", before, "If-Match", "*").statusCode());
    }

    /// A body that was lost on the way is not the wish to have no configuration.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"~~|body", "[]|body", "5|body", "null|body",
            "{\"yaml\":5}|yaml", "{\"yaml\":\"\",\"autor\":\"x\"}|autor", "{\"yaml\":\"\",\"author\":5}|author",
            "{\"yaml\":\"\",\"author\":\"a\\u0007\"}|author"})
    void aConfigurationThatIsNoneChangesNothing(String body, String param) {
        var before = gateway.admin("GET", "config", "").body();
        var put = gateway.admin("PUT", "config", body, "If-Match", "*");
        assertEquals(param, error(put, 400).path("param").asString(""), put.body());
        assertEquals(before, gateway.admin("GET", "config", "").body());
        if (!param.equals("author")) {
            error(gateway.admin("POST", "config/check", body), 400);
        }
    }

    /// What is there may be named as a route, as a model and as a pattern.
    @Test
    void aKeyForWhatIsThereIsMade() {
        assertEquals(200, gateway.admin("POST", "keys",
                "{\"name\":\"x\",\"routes\":[\"sim-small\",\"sim/other\",\"later-*\"]}").statusCode());
    }

    @Test
    void whatIsTooLargeOrNoJsonIsSaid() {
        for (var path : List.of("smoke", "keys", "alarms/al_1/snooze", "prices/what-if", "backup")) {
            assertEquals("request_too_large", error(gateway.admin("POST", path, "\"" + "x".repeat(4_100_000) + "\""),
                    413).path("code").asString(), path);
            assertEquals("invalid_json", error(gateway.admin("POST", path, "not json"), 400).path("code").asString());
            assertEquals("invalid_json", error(gateway.admin("POST", path, "[".repeat(100_000)), 400).path("code")
                    .asString());
        }
    }

    /// Open ones first, then those that ended, each once, whatever the size of a page.
    @Test
    void alarmsComeInPages() {
        assertEquals(200, call());
        TestGateway.await(() -> gateway.gateway().alarms().open().size() == 5 ? 1 : null);
        gateway.gateway().control().apply("test", config -> config.withBudgets(config.budgets().stream()
                .filter(budget -> budget.name().compareTo("b-h") > 0).toList()));
        TestGateway.await(() -> gateway.gateway().alarms().ended(9).size() == 1 ? 1 : null);
        gateway.close();
        gateway = open("");
        var whole = pages(100);
        assertEquals(5, whole.size());
        assertEquals(4, JSON.readTree(gateway.admin("GET", "alarms?state=open", "").body()).path("data").size());
        for (int limit : new int[] {1, 2, 3, 4, 5}) {
            assertEquals(whole, pages(limit), "by " + limit);
        }
        assertEquals(List.of(whole.getLast()), ids(JSON.readTree(gateway.admin("GET", "alarms?state=ended", "")
                .body())));
    }

    private List<String> pages(int limit) {
        var all = new ArrayList<String>();
        var path = "alarms?limit=" + limit;
        for (var next = path; !next.isEmpty();) {
            var page = JSON.readTree(gateway.admin("GET", next, "").body());
            assertTrue(page.path("data").size() <= limit && !page.path("data").isEmpty(), page.toString());
            all.addAll(ids(page));
            var cursor = page.path("next_cursor");
            next = cursor.isNull() ? "" : path + "&cursor=" + cursor.asString();
        }
        return all;
    }

    private static List<String> ids(JsonNode page) {
        return page.path("data").valueStream().map(row -> row.path("id").asString()).toList();
    }
}
