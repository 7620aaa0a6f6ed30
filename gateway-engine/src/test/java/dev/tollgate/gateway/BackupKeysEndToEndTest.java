package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.backup.MissingKey;
import dev.tollgate.gateway.backup.Restore;
import dev.tollgate.gateway.backup.Restored;
import dev.tollgate.gateway.config.KeychainBackend;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.testing.OwnConfig;
import dev.tollgate.gateway.testing.TestKeychain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Provider keys that are in the system's keychain, taken along in a backup and put back on another machine.
class BackupKeysEndToEndTest {
    private static final char[] PHRASE = "correct horse battery".toCharArray();
    private static final String KEY = "sk-in-the-keychain-0815";
    private static final String YAML = OwnConfig.YAML.replace("literal:sk-very-secret-0815", "keychain:paid");

    @TempDir
    Path folder;

    private static TestKeychain with(String name, String secret) {
        var keychain = new TestKeychain();
        keychain.kept().put(name, secret);
        return keychain;
    }

    private OwnConfig open(String home, KeychainBackend keychain) {
        return OwnConfig.open(folder.resolve(home), YAML, keychain);
    }

    /// A backup of a home that names one entry now, and named another one before.
    private List<String> backedUp(Path file, TestKeychain keychain) throws IOException {
        try (var home = open("one", keychain)) {
            home.gateway().versions().apply("test", config -> config.withProviders(config.providers().stream()
                    .map(p -> p.credentials().isEmpty()
                            ? p
                            : p.withCredentials(List.of(
                                    dev.tollgate.gateway.config.Credential.of(new Secret.Keychain("paid-2")))))
                    .toList()));
            return home.gateway().backups().write(file, Optional.of(PHRASE)).leftOut();
        }
    }

    private Restored.Done restored(String home, Path file, KeychainBackend keychain) {
        return assertInstanceOf(Restored.Done.class,
                Restore.into(folder.resolve(home), file, Optional.of(PHRASE), Optional.of(keychain)));
    }

    @Test
    void theyGoIntoTheKeychainOfTheOtherMachine() throws IOException {
        var file = folder.resolve("home.tollgate");
        var first = with("paid", "sk-older");
        first.kept().put("paid-2", KEY);
        assertEquals(List.of(), backedUp(file, first));
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                assertFalse(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1)
                        .contains(KEY), entry.getName());
            }
        }
        var second = new TestKeychain();
        var done = restored("two", file, second);
        assertEquals(List.of("paid, paid-2 are in the test's keychain"), done.keys());
        assertEquals(List.of(), done.missing());
        assertEquals(KEY, second.kept().get("paid-2"));
        assertEquals("sk-older", second.kept().get("paid"), "an older version of the configuration needs it");
        try (var home = open("two", second)) {
            assertEquals(200, home.chat("paid"));
            assertEquals(List.of(), MissingKey.of(home.gateway().config(), home.gateway().secrets()));
        }
    }

    @Test
    void aLockedKeychainIsStoodInForByTheEncryptedFile() throws IOException {
        var file = folder.resolve("home.tollgate");
        backedUp(file, with("paid-2", KEY));
        var locked = new TestKeychain().locked(true);
        var done = restored("two", file, locked);
        assertEquals(List.of("paid-2 is in the encrypted file of this home, because the system's keychain is locked,"
                + " absent or does not answer"), done.keys());
        assertEquals(List.of(), done.missing());
        assertFalse(Files.readString(folder.resolve("two/secrets.enc")).contains(KEY));
        try (var home = open("two", locked)) {
            assertEquals(200, home.chat("paid"));
        }
        try (var home = OwnConfig.open(folder.resolve("two"))) {
            assertEquals(200, home.chat("paid"), "and where there is none at all");
        }
    }

    @Test
    void anotherEntryOfTheSameNameStaysAndThatIsSaid() throws IOException {
        var file = folder.resolve("home.tollgate");
        backedUp(file, with("paid-2", KEY));
        var newer = with("paid-2", "sk-newer");
        var done = restored("two", file, newer);
        assertEquals("sk-newer", newer.kept().get("paid-2"));
        assertTrue(done.keys().getFirst().contains("paid-2 was left as it is"), done.keys().toString());
    }

    @Test
    void whatTheKeychainDoesNotTellIsNamedAndTheRestIsMade() throws IOException {
        var file = folder.resolve("home.tollgate");
        var leftOut = backedUp(file, with("paid-2", KEY).locked(true));
        assertEquals(1, leftOut.size());
        assertTrue(leftOut.getFirst().startsWith("providers paid credentials 1 (keychain:paid-2): the system's"
                + " keychain has no entry of this name, is locked"), leftOut.toString());
        assertEquals(leftOut, Restore.contents(file).leftOut());
        var done = restored("two", file, new TestKeychain());
        assertTrue(done.missing().getFirst().startsWith("providers paid credentials 1: paste the key again"),
                done.missing().toString());
        try (var home = open("two", new TestKeychain())) {
            var missing = MissingKey.of(home.gateway().config(), home.gateway().secrets());
            assertEquals(Optional.of("paid"), missing.getFirst().provider());
        }
    }

    @Test
    void aShortPassphraseIsTheCallersMistake() {
        try (var home = OwnConfig.open(folder.resolve("one"))) {
            for (var wrong : List.of("\"short\"", "\"\"", "12345678")) {
                var reply = home.admin("POST", "backup", "{\"passphrase\":" + wrong + "}");
                assertEquals(400, reply.statusCode(), wrong);
                assertTrue(reply.body().contains("\"param\":\"passphrase\""), reply.body());
            }
            var torn = home.admin("POST", "backup", "{");
            assertEquals(400, torn.statusCode());
            var made = home.admin("POST", "backup", "{\"passphrase\":\"long enough\"}");
            assertEquals(200, made.statusCode());
        }
    }
}
