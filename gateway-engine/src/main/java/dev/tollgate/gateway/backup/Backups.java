package dev.tollgate.gateway.backup;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.SecretBox;
import dev.tollgate.gateway.control.Sealing;
import dev.tollgate.gateway.control.Versions;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.ledger.LedgerFailure;
import dev.tollgate.gateway.ledger.Replacement;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/// Copies of this home while it is open. Thread-safe; slow, so never on the JavaFX thread.
public final class Backups {
    static final String LEDGER = "ledger.zip";
    static final String CONFIG = "config.yaml";
    static final String WINDOW = "window.properties";
    static final String SECRETS = "secrets.sealed";

    private static final String DATABASE = "ledger.mv.db";

    private final Path home;
    private final Ledger ledger;
    private final LiveSetup live;
    private final Versions versions;
    private final SecretBox box;
    private final Time time;
    private final String tollgate;

    /// @param tollgate the running version
    public Backups(Path home, Ledger ledger, LiveSetup live, Versions versions, SecretBox box, Time time,
            String tollgate) {
        this.home = home;
        this.ledger = ledger;
        this.live = live;
        this.versions = versions;
        this.box = box;
        this.time = time;
        this.tollgate = tollgate;
    }

    /// Writes a backup to a file, which is there whole or not at all, for its owner only.
    ///
    /// @param passphrase with it the provider keys are in it too; at least 8 characters
    /// @return its size in bytes
    /// @throws IOException with words for people; a file of before is left as it was
    public long write(Path file, Optional<char[]> passphrase) throws IOException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Parts.create(part);
            try (var out = Files.newOutputStream(part)) {
                stream(out, passphrase);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return Files.size(file);
        } catch (IOException failed) {
            throw new IOException(Parts.words(file, failed), failed);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// Writes a backup into a stream, which is left open.
    public void stream(OutputStream out, Optional<char[]> passphrase) throws IOException {
        if (passphrase.isPresent() && passphrase.get().length < Passphrase.LEAST) {
            throw new IOException("the passphrase needs at least " + Passphrase.LEAST + " characters");
        }
        keepFirst();
        long bytes = Files.size(home.resolve(DATABASE));
        var folder = Files.createDirectories(home.resolve("backups"));
        Parts.needRoom(folder, bytes);
        var copy = folder.resolve(LEDGER + "-" + Long.toHexString(time.nanos()) + ".part");
        try {
            ledger.copy(copy);
            var parts = parts(passphrase);
            var sums = new LinkedHashMap<String, String>();
            sums.put(LEDGER, Parts.sum(copy));
            parts.forEach((name, content) -> sums.put(name, Parts.sum(content)));
            var manifest = new Manifest(Manifest.FORMAT, tollgate, Replacement.schema(), time.instant(), bytes,
                    passphrase.isPresent(), sums);
            Parts.write(out, manifest, copy, parts);
        } catch (LedgerFailure failed) {
            throw new IOException(failed.getMessage(), failed);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /// What is in force must be in the database, or another home would begin with something else.
    private void keepFirst() {
        if (ledger.configVersion() == 0 && versions.file().isEmpty()) {
            versions.apply("backup", UnaryOperator.identity());
        }
    }

    private Map<String, byte[]> parts(Optional<char[]> passphrase) throws IOException {
        GatewayConfig config = live.current().config();
        var parts = new LinkedHashMap<String, byte[]>();
        parts.put(CONFIG, Sealing.exported(config).getBytes(StandardCharsets.UTF_8));
        var window = home.resolve(WINDOW);
        if (Files.exists(window)) {
            parts.put(WINDOW, Files.readAllBytes(window));
        }
        passphrase.ifPresent(phrase -> parts.put(SECRETS, secrets(phrase)));
        return parts;
    }

    private byte[] secrets(char[] phrase) {
        var node = JsonMapper.shared().createObjectNode();
        for (var id : box.ids()) {
            box.get(id).ifPresent(secret -> node.put(id, secret));
        }
        var plain = JsonMapper.shared().writeValueAsBytes(node);
        var sealed = Passphrase.seal(phrase, plain);
        Arrays.fill(plain, (byte) 0);
        return sealed;
    }
}
