package dev.tollgate.gateway.backup;

import dev.tollgate.gateway.config.FileFault;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.SecretBox;
import dev.tollgate.gateway.control.KeptSecrets;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/// Copies of this home while it is open. Thread-safe; slow, so never on the JavaFX thread.
public final class Backups {
    static final String LEDGER = "ledger.zip";
    static final String CONFIG = "config.yaml";
    static final String WINDOW = "window.properties";
    static final String SECRETS = "secrets.sealed";
    static final String KEYCHAIN = "keychain.sealed";

    static final String DATABASE = "ledger.mv.db";

    private final Path home;
    private final Ledger ledger;
    private final LiveSetup live;
    private final Versions versions;
    private final SecretBox box;
    private final KeptSecrets kept;
    private final Runnable first;
    private final Time time;
    private final String tollgate;
    private final Instant begun;
    private final AtomicBoolean swept = new AtomicBoolean();

    /// @param first brings to the ledger what is still in memory: audit, alarms, last uses
    /// @param tollgate the running version
    public Backups(Path home, Ledger ledger, LiveSetup live, Versions versions, SecretBox box, KeptSecrets kept,
            Runnable first, Time time, String tollgate) {
        this.home = home;
        this.ledger = ledger;
        this.live = live;
        this.versions = versions;
        this.box = box;
        this.kept = kept;
        this.first = first;
        this.time = time;
        this.tollgate = tollgate;
        this.begun = time.instant();
    }

    /// A backup that was made.
    ///
    /// @param bytes its size
    /// @param leftOut keys that were asked for and are not in it, each with its reason in words
    public record Made(long bytes, List<String> leftOut) {
        public Made {
            leftOut = List.copyOf(leftOut);
        }
    }

    /// Writes a backup to a file, which is there whole or not at all, for its owner only.
    ///
    /// @param passphrase with it the provider keys are in it too, those in the keychain as far as it tells them; at least
    ///     8 characters
    /// @throws IOException with words for people; a file of before is left as it was
    public Made write(Path file, Optional<char[]> passphrase) throws IOException {
        var leftOut = Written.<List<String>, IOException>whole(file, out -> stream(out, passphrase));
        return new Made(Files.size(file), leftOut);
    }

    /// What is wrong with a passphrase; empty where it will do.
    public static Optional<String> wrong(char[] passphrase) {
        return passphrase.length < Passphrase.LEAST
                ? Optional.of("the passphrase needs at least " + Passphrase.LEAST + " characters")
                : Optional.empty();
    }

    /// It is the home's own place that fails here, whoever reads the stream: it says so itself.
    private static Path folder(Path folder) throws IOException {
        try {
            return Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new IOException(Written.words(folder, failed), failed);
        }
    }

    /// Writes a backup into a stream, which is left open.
    ///
    /// @return keys that were asked for and are not in it, each with its reason in words; the file tells them too
    /// @throws IOException with words for people
    public List<String> stream(OutputStream out, Optional<char[]> passphrase) throws IOException {
        var wrong = passphrase.flatMap(Backups::wrong);
        if (wrong.isPresent()) {
            throw new IOException(wrong.get());
        }
        keepFirst();
        long bytes = Files.size(home.resolve(DATABASE));
        var folder = folder(home.resolve("backups"));
        if (swept.compareAndSet(false, true)) {
            Parts.sweep(folder, begun);
        }
        Parts.needRoom(folder, bytes);
        var copy = folder.resolve(LEDGER + "-" + Long.toHexString(time.nanos()) + ".part");
        try {
            first.run();
            ledger.copy(copy);
            var chain = passphrase.map(_ -> FromKeychain.read(kept, live)).orElse(FromKeychain.NONE);
            var parts = parts(passphrase, chain);
            var sums = new LinkedHashMap<String, String>();
            sums.put(LEDGER, Parts.sum(copy));
            parts.forEach((name, content) -> sums.put(name, Parts.sum(content)));
            Parts.write(out, new Manifest(Manifest.FORMAT, tollgate, Replacement.schema(), time.instant(),
                    OptionalLong.of(ledger.queries().size()), bytes, passphrase.isPresent(), chain.leftOut(), sums),
                    copy, parts);
            return chain.leftOut();
        } catch (LedgerFailure failed) {
            throw new IOException(FileFault.isFull(failed)
                    ? "the disk of the home " + home + " is full, where the ledger needs room too; make room there"
                    : failed.getMessage(), failed);
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

    private Map<String, byte[]> parts(Optional<char[]> passphrase, FromKeychain chain) throws IOException {
        GatewayConfig config = live.current().config();
        var parts = new LinkedHashMap<String, byte[]>();
        parts.put(CONFIG, Sealing.exported(config).getBytes(StandardCharsets.UTF_8));
        var window = home.resolve(WINDOW);
        if (Files.exists(window)) {
            parts.put(WINDOW, Files.readAllBytes(window));
        }
        passphrase.ifPresent(phrase -> {
            var stored = new LinkedHashMap<String, String>();
            box.ids().forEach(id -> box.get(id).ifPresent(secret -> stored.put(id, secret)));
            parts.put(SECRETS, sealed(stored, phrase));
            if (!chain.found().isEmpty()) {
                parts.put(KEYCHAIN, sealed(chain.found(), phrase));
            }
        });
        return parts;
    }

    private static byte[] sealed(Map<String, String> secrets, char[] phrase) {
        var node = JsonMapper.shared().createObjectNode();
        secrets.forEach(node::put);
        var plain = JsonMapper.shared().writeValueAsBytes(node);
        var sealed = Passphrase.seal(phrase, plain);
        Arrays.fill(plain, (byte) 0);
        return sealed;
    }
}
