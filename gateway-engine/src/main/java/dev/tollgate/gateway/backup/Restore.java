package dev.tollgate.gateway.backup;

import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.SecretBox;
import dev.tollgate.gateway.control.Sealing;
import dev.tollgate.gateway.ledger.Replacement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Puts a backup into a home that nobody uses: looked at whole first, then swapped; a failure leaves the home as it was.
public final class Restore {
    private static final int BAD = 2;
    private static final int IN_USE = 3;
    private static final long MOST_PART = 64_000_000;

    private final Path home;
    private final Path file;

    private Restore(Path home, Path file) {
        this.home = home;
        this.file = file;
    }

    /// @param passphrase opens the provider keys in it; empty leaves them out
    public static Restored into(Path home, Path file, Optional<char[]> passphrase) {
        var restore = new Restore(home.toAbsolutePath(), file);
        try {
            return restore.run(passphrase);
        } catch (Manifest.Unfit unfit) {
            return restore.refused(String.valueOf(unfit.getMessage()), BAD);
        } catch (ZipException damaged) {
            return restore.refused("it is no backup, or damaged (" + damaged.getMessage() + ")", BAD);
        } catch (IOException | UncheckedIOException fault) {
            return restore.refused(words(fault), 1);
        }
    }

    private static String words(Exception fault) {
        var why = String.valueOf(fault.getMessage());
        return why.contains("No space left") || why.contains("not enough space")
                ? "the disk of the home is full. Make room and try again"
                : why;
    }

    /// Whether provider keys are in the file, so that a passphrase is worth asking for.
    ///
    /// @throws IOException where the file cannot be read or is no backup, in words
    public static boolean hasSecrets(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            return manifest(zip).withSecrets();
        } catch (Manifest.Unfit unfit) {
            throw new IOException(file + " cannot be restored: " + unfit.getMessage() + ". Nothing was changed.",
                    unfit);
        } catch (IOException unreadable) {
            throw new IOException(file + " is no backup, or cannot be read (" + unreadable.getMessage()
                    + "). Nothing was changed.", unreadable);
        }
    }

    private Restored.Refused refused(String why, int exitCode) {
        return new Restored.Refused(file + " cannot be restored: " + why + ". Nothing was changed.", exitCode);
    }

    private Restored run(Optional<char[]> passphrase) throws IOException {
        if (!Files.isRegularFile(file)) {
            return refused("there is no such file", BAD);
        }
        try (var zip = new ZipFile(file.toFile())) {
            var manifest = manifest(zip);
            if (manifest.format() > Manifest.FORMAT || manifest.schema() > Replacement.schema()) {
                return refused("it was made by a newer Tollgate; it needs version " + manifest.tollgate()
                        + " or newer", BAD);
            }
            var secrets = passphrase.isPresent() && manifest.withSecrets()
                    ? secrets(part(zip, manifest, Backups.SECRETS), passphrase.get())
                    : Optional.of(Map.<String, String>of());
            if (secrets.isEmpty()) {
                return refused("the passphrase does not open the keys in it", BAD);
            }
            var work = home.resolve("restoring");
            try {
                Parts.remove(work);
                Files.createDirectories(work.resolve("fresh"));
                Parts.needRoom(home, manifest.databaseBytes() * 2);
                unpack(zip, manifest, work);
                return swapped(zip, manifest, work, secrets.get());
            } finally {
                Parts.remove(work);
            }
        }
    }

    private static Manifest manifest(ZipFile zip) throws IOException {
        var entry = zip.getEntry(Manifest.NAME);
        if (entry == null) {
            throw new Manifest.Unfit("it is a zip, but no backup of Tollgate's");
        }
        return Manifest.read(bytes(zip, entry));
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        try (var in = zip.getInputStream(entry)) {
            var bytes = in.readNBytes((int) MOST_PART);
            if (in.read() >= 0) {
                throw new Manifest.Unfit(entry.getName() + " in it is too large");
            }
            return bytes;
        }
    }

    private static byte[] part(ZipFile zip, Manifest manifest, String name) throws IOException {
        var bytes = bytes(zip, entry(zip, name));
        same(manifest, name, Parts.sum(bytes));
        return bytes;
    }

    private static ZipEntry entry(ZipFile zip, String name) {
        return Optional.ofNullable(zip.getEntry(name))
                .orElseThrow(() -> new Manifest.Unfit("it is damaged: " + name + " is missing in it"));
    }

    private static void same(Manifest manifest, String name, String sum) {
        if (!sum.equals(manifest.sums().get(name))) {
            throw new Manifest.Unfit("it is damaged: " + name + " in it is not what was written");
        }
    }

    private static Optional<Map<String, String>> secrets(byte[] sealed, char[] passphrase) {
        return Passphrase.open(passphrase, sealed).map(plain -> {
            try {
                var found = new LinkedHashMap<String, String>();
                JsonMapper.shared().readTree(plain).properties()
                        .forEach(each -> found.put(each.getKey(), each.getValue().asString("")));
                return found;
            } catch (JacksonException damaged) {
                throw new Manifest.Unfit("the keys in it are damaged");
            }
        });
    }

    private static void unpack(ZipFile zip, Manifest manifest, Path work) throws IOException {
        var packed = work.resolve(Backups.LEDGER);
        try (var in = zip.getInputStream(entry(zip, Backups.LEDGER))) {
            same(manifest, Backups.LEDGER, Parts.copy(in, packed));
        }
        boolean found = false;
        try (var inner = new ZipInputStream(Files.newInputStream(packed))) {
            for (var entry = inner.getNextEntry(); entry != null; entry = inner.getNextEntry()) {
                if (entry.getName().endsWith("ledger.mv.db")) {
                    found = true;
                    Files.copy((InputStream) inner, work.resolve("fresh").resolve("ledger.mv.db"));
                }
            }
        }
        Files.delete(packed);
        if (!found) {
            throw new Manifest.Unfit("there is no ledger in it");
        }
    }

    private Restored swapped(ZipFile zip, Manifest manifest, Path work, Map<String, String> secrets)
            throws IOException {
        var config = new String(part(zip, manifest, Backups.CONFIG), StandardCharsets.UTF_8);
        var old = Files.createDirectories(work.resolve("old"));
        var outcome = Replacement.swap(home, work.resolve("fresh"), old, () -> {
            keep(old);
            var box = SecretBox.open(home);
            secrets.forEach(box::put);
        });
        return switch (outcome) {
            case Replacement.Outcome.Refused(var message, var inUse) ->
                inUse ? new Restored.Refused(message, IN_USE) : refused(message, BAD);
            case Replacement.Outcome.Done(var entries, var version) -> {
                var asFile = version == 0 ? Optional.of(written(config)) : Optional.<Path>empty();
                yield new Restored.Done(manifest.made(), entries, missing(config), aside(old), asFile);
            }
        };
    }

    /// The files of keys are only added to; what they were before goes aside with the rest.
    private void keep(Path old) throws IOException {
        for (var name : List.of("secrets.enc", "secret.key")) {
            if (Files.exists(home.resolve(name))) {
                Files.copy(home.resolve(name), old.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /// The home's old files stay until the next restore, in case it was the wrong backup.
    private Optional<Path> aside(Path old) throws IOException {
        if (Files.notExists(old.resolve("ledger.mv.db"))) {
            return Optional.empty();
        }
        var aside = home.resolve("before-restore");
        Parts.remove(aside);
        Files.move(old, aside);
        return Optional.of(aside);
    }

    private Path written(String config) throws IOException {
        return Files.writeString(home.resolve("config-from-backup.yaml"), config);
    }

    private List<String> missing(String text) {
        if (!(ConfigFile.parse(text, Backups.CONFIG, ZoneOffset.UTC) instanceof ConfigFile.Parsed.Good good)) {
            return List.of();
        }
        return missing(good.config(), SecretBox.open(home));
    }

    private static List<String> missing(GatewayConfig config, SecretBox box) {
        var words = new ArrayList<String>();
        Sealing.references(config).forEach((place, reference) -> {
            var name = reference.substring(reference.indexOf(':') + 1);
            var kind = reference.substring(0, reference.indexOf(':'));
            switch (kind) {
                case "stored" -> {
                    if (!box.ids().contains(name)) {
                        words.add(place + ": paste the key again (it was kept in the other home)");
                    }
                }
                case "env" -> {
                    if (System.getenv(name) == null) {
                        words.add(place + ": needs the environment variable " + name);
                    }
                }
                case "file" -> {
                    if (Files.notExists(Path.of(name))) {
                        words.add(place + ": needs the file " + name);
                    }
                }
                default -> words.add(place + ": paste the key again (it was in the other machine's keychain)");
            }
        });
        return words.stream().sorted().toList();
    }
}
