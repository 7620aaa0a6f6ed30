package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a home that cannot be used as it is says, and that it opens once it is mended.
class OpeningFaultsTest {
    @TempDir
    Path folder;

    private Opening open() {
        return Gateway.open(GatewayOptions.of(folder.resolve("home")).withPort(0));
    }

    private void closes(Opening opening) {
        assertInstanceOf(Opening.Ready.class, opening).gateway().close();
    }

    @Test
    void aDamagedSecretKeyIsSaidAndTheHomeIsFreeAgain() throws IOException {
        closes(open());
        var key = folder.resolve("home/secret.key");
        var good = Files.readAllBytes(key);
        Files.write(key, new byte[3]);
        var refused = assertInstanceOf(Opening.Refused.class, open());
        assertEquals(1, refused.exitCode());
        assertTrue(refused.message().contains("secret.key is damaged")
                && refused.message().endsWith("No call is served until that is mended; nothing in the home is lost."),
                refused.message());
        Files.write(key, good);
        closes(open());
    }

    /// A disk that was full while it was made leaves it empty; an empty key would let in whoever sends none.
    @Test
    void anEmptyAdminKeyIsMadeAnew() throws IOException {
        closes(open());
        var key = folder.resolve("home/admin.key");
        Files.writeString(key, "");
        closes(open());
        assertTrue(Files.readString(key).matches("tga-[0-9a-f]{48}\\R"), Files.readString(key));
    }

    /// `TOLLGATE_ADMIN_KEY=` in a script sets it to nothing: that is no key, and nobody is let in without one.
    @Test
    void anEmptyVariableIsNoAdminKey() throws Exception {
        var options = new GatewayOptions(folder.resolve("home"), Optional.empty(), OptionalInt.of(0), Optional.empty(),
                Map.of("TOLLGATE_ADMIN_KEY", "")::get, ZoneOffset.UTC, Time.system(), Optional.empty());
        var opening = assertInstanceOf(Opening.Ready.class, Gateway.open(options));
        try (var gateway = opening.gateway(); var client = HttpClient.newHttpClient()) {
            gateway.start();
            var address = URI.create(gateway.status().baseUrl().replace("/v1", "/tollgate/v1/config"));
            var open = client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(401, open.statusCode(), open.body());
            var key = Files.readString(folder.resolve("home/admin.key")).strip();
            assertEquals(200, client.send(HttpRequest.newBuilder(address).header("Authorization", "Bearer " + key)
                    .build(), HttpResponse.BodyHandlers.ofString()).statusCode());
        }
    }

    @Test
    void anAdminKeyThatCannotBeMadeIsSaidInWords() throws IOException {
        closes(open());
        Files.delete(folder.resolve("home/admin.key"));
        Files.createDirectories(folder.resolve("home/admin.key.new/in-the-way"));
        var refused = assertInstanceOf(Opening.Refused.class, open());
        assertTrue(refused.message().contains("can be neither read nor made"), refused.message());
    }

    /// The folder of the journal may be there already when the lock cannot be made: nothing is promised about that.
    @Test
    void aHomeWhoseLockCannotBeMadeIsSaidInWords() throws IOException {
        Files.createDirectories(folder.resolve("home/ledger.lock"));
        var refused = assertInstanceOf(Opening.Refused.class, open());
        assertEquals("The home " + folder.resolve("home") + " cannot be used: " + folder.resolve("home/ledger.lock")
                + ": it is a folder. No call is served until that is mended; nothing in the home is lost.",
                refused.message());
    }

    @Test
    void aWrongFileMakesNoHome() throws IOException {
        var file = Files.writeString(folder.resolve("wrong.yaml"), "keys: 5");
        var options = new GatewayOptions(folder.resolve("home"), Optional.of(file), OptionalInt.of(0), Optional.empty(),
                _ -> null, ZoneOffset.UTC, Time.system(), Optional.empty());
        assertEquals(2, assertInstanceOf(Opening.Refused.class, Gateway.open(options)).exitCode());
        assertFalse(Files.exists(folder.resolve("home")));
    }
}
