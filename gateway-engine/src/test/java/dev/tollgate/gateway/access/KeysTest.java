package dev.tollgate.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.config.SecretBox;
import dev.tollgate.gateway.config.Secrets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
    @TempDir
    Path home;

    private Keys keys(KeyEntry... entries) {
        return Keys.of(List.of(entries), new Secrets(Map.of("APP_KEY", " tg-env \n")::get, SecretBox.open(home)));
    }

    @Test
    void everyKindOfSecretIsFoundByItsHash() {
        var keys = keys(KeyEntry.of("plain", new Secret.Literal("tg-plain")),
                KeyEntry.of("env", new Secret.Env("APP_KEY")),
                KeyEntry.of("hashed", new Secret.Hashed(Keys.hash("tg-hashed"))));
        assertEquals("plain", keys.find("tg-plain").orElseThrow().key().name());
        assertEquals("env", keys.find("tg-env").orElseThrow().key().name());
        assertEquals("hashed", keys.find("tg-hashed").orElseThrow().key().name());
    }

    @Test
    void nothingElseIsFound() {
        var keys = keys(KeyEntry.of("a", new Secret.Hashed(Keys.hash("tg-a"))));
        for (var wrong : List.of("", "tg-", "tg-A", "tg-a ", Keys.hash("tg-a"), "hash:" + Keys.hash("tg-a"))) {
            assertTrue(keys.find(wrong).isEmpty(), wrong);
        }
    }

    @Test
    void aKeyWhoseSecretIsGoneIsListedAndMatchesNothing() {
        var keys = keys(KeyEntry.of("lost", new Secret.Env("NOT_SET")),
                KeyEntry.of("odd", new Secret.Hashed("not hex")), KeyEntry.of("short", new Secret.Hashed("ab")));
        assertEquals(3, keys.all().size());
        assertTrue(keys.find("").isEmpty());
    }

    @Test
    void ofTwoKeysWithOneSecretTheFirstWins() {
        var keys = keys(KeyEntry.of("first", new Secret.Literal("tg-same")),
                KeyEntry.of("second", new Secret.Literal("tg-same")));
        assertEquals("first", keys.find("tg-same").orElseThrow().key().name());
    }

    @Test
    void hashIsSha256InLowerCaseHex() {
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Keys.hash("abc"));
    }

    @Test
    void madeKeysAreLongPlainAndNeverTheSame() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            var key = KeyMaker.make();
            assertTrue(key.matches("tg-[0-9A-Za-z]{36}"), key);
            assertTrue(seen.add(key));
        }
        assertFalse(seen.isEmpty());
    }
}
