package dev.tollgate.gateway.backup;

import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.FileFault;
import dev.tollgate.gateway.config.Keychain;
import dev.tollgate.gateway.config.KeychainBackend;
import dev.tollgate.gateway.config.OwnerFiles;
import dev.tollgate.gateway.config.SecretBox;
import dev.tollgate.gateway.config.Secrets;
import dev.tollgate.gateway.config.Vault;
import dev.tollgate.gateway.ledger.Replacement;
import dev.tollgate.gateway.time.Time;
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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
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

    private static final String WORK = "restoring";

    private final Path home;
    private final Path file;
    private final Keychain keychain;
    private boolean inPlace;

    private Restore(Path home, Path file, Keychain keychain) {
        this.home = home;
        this.file = file;
        this.keychain = keychain;
    }

    /// The provider keys that are in a backup.
    ///
    /// @param stored those of the encrypted file, by id
    /// @param chained those of the keychain, by name
    private record Keys(Map<String, String> stored, Map<String, String> chained) {
        static final Keys NONE = new Keys(Map.of(), Map.of());

        @Override
        public String toString() {
            return stored.size() + " and " + chained.size();
        }
    }

    /// As below, for a home whose keys are in no keychain.
    public static Restored into(Path home, Path file, Optional<char[]> passphrase) {
        return into(home, file, passphrase, Optional.empty());
    }

    /// @param passphrase opens the provider keys in it; empty leaves them out
    /// @param keychain where those go back that came from one; where it is locked or absent, into the encrypted file
    public static Restored into(Path home, Path file, Optional<char[]> passphrase,
            Optional<KeychainBackend> keychain) {
        var restore = new Restore(home.toAbsolutePath(), file, new Keychain(keychain, Time.system()));
        return restore.<Restored>guarded(() -> restore.run(passphrase), refused -> refused);
    }

    /// Why [#into] would refuse this file with this passphrase; empty where nothing speaks against it. Reads the file
    /// whole and changes nothing, so that nobody has to close a home to learn it.
    public static Optional<Restored.Refused> check(Path home, Path file, Optional<char[]> passphrase) {
        var restore = new Restore(home.toAbsolutePath(), file, new Keychain(Optional.empty(), Time.system()));
        return restore.guarded(() -> restore.checked(passphrase), Optional::of);
    }

    /// What may fail on a disk or in a file.
    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T guarded(Step<T> step, Function<Restored.Refused, T> otherwise) {
        try {
            return step.run();
        } catch (Manifest.Unfit unfit) {
            return otherwise.apply(refused(String.valueOf(unfit.getMessage()), BAD));
        } catch (ZipException damaged) {
            return otherwise.apply(refused("it is no backup, or damaged (" + damaged.getMessage() + ")", BAD));
        } catch (IOException | UncheckedIOException fault) {
            return otherwise.apply(refused(words(fault), 1));
        }
    }

    private static String words(Exception fault) {
        return FileFault.isFull(fault)
                ? "the disk of the home is full. Make room and try again"
                : fault instanceof IOException file
                        ? FileFault.of(file).withPlace()
                        : String.valueOf(fault.getMessage()).replaceFirst("\\.$", "");
    }

    /// What the file says of itself.
    ///
    /// @throws IOException where the file cannot be read or is no backup, in words
    public static Contents contents(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            var manifest = manifest(zip);
            return new Contents(manifest.made(), manifest.tollgate(), manifest.entries(), manifest.withSecrets(),
                    manifest.leftOut());
        } catch (Manifest.Unfit unfit) {
            throw new IOException(file + " cannot be restored: " + unfit.getMessage() + ". Nothing was changed.",
                    unfit);
        } catch (IOException unreadable) {
            throw new IOException(file + " is no backup, or cannot be read (" + FileFault.of(unreadable).words()
                    + "). Nothing was changed.", unreadable);
        }
    }

    private Restored.Refused refused(String why, int exitCode) {
        if (inPlace) {
            return new Restored.Refused("The ledger of " + file + " is in place, but the rest could not be done: "
                    + why + ".", exitCode);
        }
        var old = home.resolve(WORK).resolve("old");
        return new Restored.Refused(file + " cannot be restored: " + why + (Files.exists(old.resolve(Backups.DATABASE))
                ? ". The ledger of before is in " + old
                        + " and could not be put back: move what is there into the home."
                : ". Nothing was changed."), exitCode);
    }

    private Restored run(Optional<char[]> passphrase) throws IOException {
        if (!Files.isRegularFile(file)) {
            return refused(noFile(), BAD);
        }
        try (var zip = new ZipFile(file.toFile())) {
            var manifest = manifest(zip);
            var keys = opened(zip, manifest, passphrase);
            var work = home.resolve(WORK);
            try {
                Parts.remove(work);
                OwnerFiles.directory(home);
                Files.createDirectories(work.resolve("fresh"));
                Parts.needRoom(home, manifest.databaseBytes() * 2);
                unpack(zip, manifest, work);
                return swapped(zip, manifest, work, keys);
            } finally {
                // a database that could be put neither back nor aside is the only one there is
                if (Files.notExists(work.resolve("old").resolve(Backups.DATABASE))) {
                    Parts.remove(work);
                }
            }
        }
    }

    private String noFile() {
        return Files.isDirectory(file) ? "it is a folder" : "there is no such file";
    }

    private Optional<Restored.Refused> checked(Optional<char[]> passphrase) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.of(refused(noFile(), BAD));
        }
        try (var zip = new ZipFile(file.toFile())) {
            var manifest = manifest(zip);
            opened(zip, manifest, passphrase);
            for (var name : manifest.sums().keySet()) {
                same(manifest, name, Parts.sum(zip.getInputStream(entry(zip, name))));
            }
            entry(zip, Backups.LEDGER);
            Parts.needRoom(home, manifest.databaseBytes() * 2);
            return Optional.empty();
        }
    }

    /// The keys in it, where this version and this passphrase can read it.
    private static Keys opened(ZipFile zip, Manifest manifest, Optional<char[]> passphrase) throws IOException {
        if (manifest.format() > Manifest.FORMAT || manifest.schema() > Replacement.schema()) {
            throw new Manifest.Unfit("it was made by a newer Tollgate; it needs version " + manifest.tollgate()
                    + " or newer");
        }
        return passphrase.isPresent() && manifest.withSecrets()
                ? keys(zip, manifest, passphrase.get())
                        .orElseThrow(() -> new Manifest.Unfit("the passphrase does not open the keys in it"))
                : Keys.NONE;
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

    private static Optional<Keys> keys(ZipFile zip, Manifest manifest, char[] passphrase) throws IOException {
        var stored = secrets(part(zip, manifest, Backups.SECRETS), passphrase);
        var chained = zip.getEntry(Backups.KEYCHAIN) == null
                ? Optional.of(Map.<String, String>of())
                : secrets(part(zip, manifest, Backups.KEYCHAIN), passphrase);
        return stored.isPresent() && chained.isPresent()
                ? Optional.of(new Keys(stored.get(), chained.get()))
                : Optional.empty();
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
                if (entry.getName().endsWith(Backups.DATABASE)) {
                    found = true;
                    Files.copy((InputStream) inner, work.resolve("fresh").resolve(Backups.DATABASE));
                }
            }
        }
        Files.delete(packed);
        if (!found) {
            throw new Manifest.Unfit("there is no ledger in it");
        }
    }

    private Restored swapped(ZipFile zip, Manifest manifest, Path work, Keys keys) throws IOException {
        var config = new String(part(zip, manifest, Backups.CONFIG), StandardCharsets.UTF_8);
        var old = Files.createDirectories(work.resolve("old"));
        var back = new ArrayList<String>();
        var outcome = Replacement.swap(home, work.resolve("fresh"), old, () -> {
            keep(old);
            var box = SecretBox.open(home);
            keys.stored.forEach(box::put);
            back.addAll(back(keys, new Vault(box, keychain)));
        });
        return switch (outcome) {
            case Replacement.Outcome.Refused(var message, var inUse) ->
                inUse ? new Restored.Refused(message, IN_USE) : refused(message, BAD);
            case Replacement.Outcome.Done(var entries, var version) -> {
                inPlace = true;
                var asFile = version == 0 ? Optional.of(written(config)) : Optional.<Path>empty();
                yield new Restored.Done(manifest.made(), entries, back, missing(config), aside(old), asFile);
            }
        };
    }

    /// Into the keychain, else into the encrypted file; said by place, since people look for them there.
    private static List<String> back(Keys keys, Vault vault) {
        var places = new TreeMap<String, List<String>>();
        if (!keys.stored.isEmpty()) {
            places.computeIfAbsent("the encrypted file of this home", _ -> new ArrayList<>())
                    .addAll(new TreeSet<>(keys.stored.keySet()));
        }
        var left = new ArrayList<String>();
        new TreeMap<>(keys.chained).forEach((name, secret) -> vault.putBack(name, secret).ifPresentOrElse(
                where -> places.computeIfAbsent(where, _ -> new ArrayList<>()).add(name),
                () -> left.add(name + " was left as it is in the system's keychain: there is another one of this"
                        + " name, which may be newer")));
        return Stream.concat(places.entrySet().stream().map(each -> String.join(", ", each.getValue())
                + (each.getValue().size() == 1 ? " is in " : " are in ") + each.getKey()), left.stream()).toList();
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
        if (Files.notExists(old.resolve(Backups.DATABASE))) {
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
        return MissingKey.of(good.config(), new Secrets(System::getenv, SecretBox.open(home), keychain)).stream()
                .map(MissingKey::words).toList();
    }
}
