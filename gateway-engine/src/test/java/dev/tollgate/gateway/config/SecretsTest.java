package dev.tollgate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Secrets at rest and on demand.
final class SecretsTest {
    @TempDir
    Path temp;

    private Path home() {
        return temp.resolve("home");
    }

    @Test
    void eachReferenceGivesItsSecretOrSaysWhyNot() throws IOException {
        var box = SecretBox.open(home());
        box.put("openai", "sk-stored");
        var file = Files.writeString(temp.resolve("key"), "  sk-file\n");
        var secrets = new Secrets(Map.of("KEY", "sk-env", "BLANK", " ")::get, box);
        assertEquals(Optional.of("sk-env"), secrets.read(new Secret.Env("KEY")));
        assertEquals(Optional.of("sk-file"), secrets.read(new Secret.InFile(file.toString())));
        assertEquals(Optional.of("sk-stored"), secrets.read(new Secret.Stored("openai")));
        assertEquals(Optional.of("sk-literal"), secrets.read(new Secret.Literal("sk-literal")));
        assertEquals(Optional.empty(), secrets.read(new Secret.Hashed("00")));
        assertEquals(Optional.of("the environment variable OTHER is not set"),
                secrets.problem(new Secret.Env("OTHER")));
        assertTrue(secrets.problem(new Secret.Env("BLANK")).isPresent());
        assertTrue(secrets.problem(new Secret.InFile(temp.resolve("none").toString())).orElse("").contains("none"));
        assertTrue(secrets.problem(new Secret.Stored("other")).orElse("").contains("paste it again"));
        assertEquals(Optional.empty(), secrets.problem(new Secret.Env("KEY")));
    }

    @Test
    void whatIsPutIsThereAfterARestartAndNotReadableInTheFile() throws IOException {
        var box = SecretBox.open(home());
        assertEquals("openai", box.put("openai", "sk-first"));
        box.put("openai", "sk-second");
        box.put("ä b", "sk-other");
        box.put("gone", "sk-gone");
        box.remove("gone");
        var again = SecretBox.open(home());
        assertEquals(Optional.of("sk-second"), again.get("openai"));
        assertEquals(Optional.of("sk-other"), again.get("ä b"));
        assertEquals(Set.of("openai", "ä b"), again.ids());
        assertFalse(Files.readString(home().resolve("secrets.enc"), StandardCharsets.ISO_8859_1).contains("sk-"));
        try (var files = Files.list(home())) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void onlyTheOwnerCanReadIt() throws IOException {
        SecretBox.open(home()).put("a", "b");
        assertEquals("rwx------", permissions(home()));
        assertEquals("rw-------", permissions(home().resolve("secret.key")));
        assertEquals("rw-------", permissions(home().resolve("secrets.enc")));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aChangedByteIsSaidAndGivesNothing() throws IOException {
        SecretBox.open(home()).put("openai", "sk-first");
        var file = home().resolve("secrets.enc");
        var text = Files.readString(file);
        char last = text.charAt(text.length() - 6);
        Files.writeString(file, text.substring(0, text.length() - 6) + (last == 'A' ? 'B' : 'A')
                + text.substring(text.length() - 5));
        var box = SecretBox.open(home());
        var thrown = assertThrows(UncheckedIOException.class, () -> box.get("openai"));
        assertTrue(String.valueOf(thrown.getMessage()).contains("paste the key again"), thrown::getMessage);
        assertEquals(Optional.empty(), new Secrets(_ -> null, box).read(new Secret.Stored("openai")));
    }

    @Test
    void aSecretMovedToAnotherIdIsRefused() throws IOException {
        SecretBox.open(home()).put("cheap", "sk-cheap");
        var file = home().resolve("secrets.enc");
        Files.writeString(file, Files.readString(file).replace("Y2hlYXA=", "ZGVhcg=="));
        assertThrows(UncheckedIOException.class, () -> SecretBox.open(home()).get("dear"));
    }

    @Test
    void aLostKeyOrADamagedFileIsSaidWhenTheBoxOpens() throws IOException {
        SecretBox.open(home()).put("a", "b");
        var key = Files.readAllBytes(home().resolve("secret.key"));
        Files.delete(home().resolve("secret.key"));
        assertOpenSays("is missing");
        Files.write(home().resolve("secret.key"), new byte[5]);
        assertOpenSays("is damaged");
        Files.write(home().resolve("secret.key"), key);
        Files.writeString(home().resolve("secrets.enc"), "something else");
        assertOpenSays("is damaged");
    }

    private void assertOpenSays(String part) {
        var thrown = assertThrows(UncheckedIOException.class, () -> SecretBox.open(home()));
        assertTrue(String.valueOf(thrown.getMessage()).contains(part), thrown::getMessage);
    }
}
