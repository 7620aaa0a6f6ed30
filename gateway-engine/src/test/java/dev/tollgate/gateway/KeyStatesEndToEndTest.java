package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.testing.OwnConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a script is told of keys: a name that is taken, and one that has expired.
class KeyStatesEndToEndTest {
    private static final String EXPIRED = """
            keys:
              - { name: old, secret: "literal:tg-test-old-0000000000000000000000", expires: 2026-01-01T00:00:00Z }
            """;

    @TempDir
    Path folder;

    private OwnConfig open() {
        return OwnConfig.open(folder.resolve("home"), OwnConfig.YAML.replace("keys:\n", EXPIRED));
    }

    private static String state(OwnConfig open, String name) {
        for (JsonNode key : JsonMapper.shared().readTree(open.admin("GET", "keys", "").body()).path("data")) {
            if (key.path("name").asString().equals(name)) {
                return key.path("state").asString();
            }
        }
        throw new AssertionError("no key " + name);
    }

    @Test
    void aTakenNameIsSaidInTheCallersWords() {
        try (var open = open()) {
            var refused = open.admin("POST", "keys", "{\"name\":\"app\"}");
            assertEquals(409, refused.statusCode(), refused.body());
            var error = JsonMapper.shared().readTree(refused.body()).path("error");
            assertEquals("key_exists", error.path("code").asString());
            assertEquals("name", error.path("param").asString());
            assertTrue(error.path("message").asString().startsWith("There is a key app already"), refused.body());
            assertEquals(2, open.gateway().config().keys().size());
            assertEquals(200, open.admin("POST", "keys", "{\"name\":\"app-2\"}").statusCode());
        }
    }

    @Test
    void anExpiredKeyIsNotOn() {
        try (var open = open()) {
            assertEquals("on", state(open, "app"));
            assertEquals("expired", state(open, "old"));
            open.admin("POST", "keys/app/pause", "");
            open.admin("POST", "keys/old/pause", "");
            assertEquals("paused", state(open, "app"));
            assertEquals("expired", state(open, "old"));
            var resumed = open.admin("POST", "keys/old/resume", "").body();
            assertTrue(resumed.contains("\"expired\""), resumed);
        }
    }
}
