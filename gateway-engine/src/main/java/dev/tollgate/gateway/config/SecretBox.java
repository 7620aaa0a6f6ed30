package dev.tollgate.gateway.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Provider keys at rest, in HOME/secrets.enc under a random key that only the owner can read. Each secret is sealed
/// by itself and bound to its id, so that one is opened without the others. Thread-safe: the map is replaced whole,
/// under this object's lock.
public final class SecretBox {
    private static final String HEADER = "tollgate-secrets 1";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();
    private volatile Map<String, byte[]> sealed;

    private SecretBox(Path file, SecretKeySpec key, Map<String, byte[]> sealed) {
        this.file = file;
        this.key = key;
        this.sealed = sealed;
    }

    /// Opens the box of a home, or makes one; the home is closed to other users (0700).
    ///
    /// @throws UncheckedIOException with a message for people, where files are missing or damaged
    public static SecretBox open(Path home) {
        var file = home.resolve("secrets.enc");
        try {
            OwnerFiles.directory(home);
            return new SecretBox(file, key(home.resolve("secret.key"), Files.exists(file)), load(file));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    e instanceof Damaged ? e.getMessage() : "cannot open " + file + ": " + FileFault.of(e).withPlace(),
                    e);
        }
    }

    /// Keeps a secret under an id, in place of an older one, and returns the id.
    ///
    /// @throws UncheckedIOException where the file cannot be written; the older one then stays
    public synchronized String put(String id, String secret) {
        if (id.isEmpty() || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("an id needs characters, and none of them a control");
        }
        var next = new TreeMap<>(sealed);
        next.put(id, seal(id, secret));
        save(next);
        return id;
    }

    /// The secret of this id.
    ///
    /// @throws UncheckedIOException where the file was tampered with
    public Optional<String> get(String id) {
        return Optional.ofNullable(sealed.get(id)).map(bytes -> unseal(id, bytes));
    }

    public synchronized void remove(String id) {
        var next = new TreeMap<>(sealed);
        if (next.remove(id) != null) {
            save(next);
        }
    }

    /// The ids of what is kept.
    public Set<String> ids() {
        return Set.copyOf(sealed.keySet());
    }

    private static SecretKeySpec key(Path path, boolean needed) throws IOException {
        if (Files.exists(path)) {
            OwnerFiles.restrict(path, "rw-------");
            return existing(path);
        }
        if (needed) {
            throw new Damaged(path + " is missing, so the provider keys in secrets.enc cannot be opened. Put it back"
                    + " from a backup, or remove secrets.enc and paste the keys again.");
        }
        var bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        OwnerFiles.replace(path, bytes);
        return spec(bytes);
    }

    private static SecretKeySpec existing(Path path) throws IOException {
        var bytes = Files.readAllBytes(path);
        if (bytes.length != KEY_BYTES) {
            throw new Damaged(path + " is damaged: it should have " + KEY_BYTES + " bytes. Put it back from a backup,"
                    + " or remove it and secrets.enc and paste the provider keys again.");
        }
        return spec(bytes);
    }

    private static SecretKeySpec spec(byte[] bytes) {
        var key = new SecretKeySpec(bytes, "AES");
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    private static Map<String, byte[]> load(Path file) throws IOException {
        var found = new TreeMap<String, byte[]>();
        if (!Files.exists(file)) {
            return found;
        }
        OwnerFiles.restrict(file, "rw-------");
        var lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw damaged(file);
        }
        for (var line : lines.subList(1, lines.size())) {
            readLine(line, found, file);
        }
        return found;
    }

    private static void readLine(String line, Map<String, byte[]> found, Path file) throws IOException {
        int space = line.indexOf(' ');
        try {
            var id = new String(Base64.getDecoder().decode(line.substring(0, Math.max(0, space))),
                    StandardCharsets.UTF_8);
            var bytes = Base64.getDecoder().decode(line.substring(space + 1));
            if (id.isEmpty() || bytes.length <= NONCE_BYTES) {
                throw damaged(file);
            }
            found.put(id, bytes);
        } catch (IllegalArgumentException e) {
            throw damaged(file);
        }
    }

    private void save(Map<String, byte[]> next) {
        var text = new StringBuilder(HEADER).append('\n');
        var base64 = Base64.getEncoder();
        next.forEach((id, bytes) -> text.append(base64.encodeToString(id.getBytes(StandardCharsets.UTF_8))).append(' ')
                .append(base64.encodeToString(bytes)).append('\n'));
        try {
            OwnerFiles.replace(file, text.toString().getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + FileFault.of(e).words(), e);
        }
        sealed = next;
    }

    private byte[] seal(String id, String secret) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var plain = secret.getBytes(StandardCharsets.UTF_8);
        try {
            var body = cipher(Cipher.ENCRYPT_MODE, id, nonce, 0).doFinal(plain);
            var all = Arrays.copyOf(nonce, NONCE_BYTES + body.length);
            System.arraycopy(body, 0, all, NONCE_BYTES, body.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private String unseal(String id, byte[] bytes) {
        try {
            var plain = cipher(Cipher.DECRYPT_MODE, id, bytes, 0).doFinal(bytes, NONCE_BYTES,
                    bytes.length - NONCE_BYTES);
            var secret = new String(plain, StandardCharsets.UTF_8);
            Arrays.fill(plain, (byte) 0);
            return secret;
        } catch (GeneralSecurityException e) {
            var why = file + " was changed by something else than Tollgate, or secret.key is another home's: '" + id
                    + "' cannot be opened. Put both back from a backup, or paste the key again.";
            throw new UncheckedIOException(why, new Damaged(why));
        }
    }

    private Cipher cipher(int mode, String id, byte[] nonce, int at) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, at, NONCE_BYTES));
        cipher.updateAAD((HEADER + '\n' + id).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static Damaged damaged(Path file) {
        return new Damaged(file + " is damaged or was changed by something else than Tollgate. Put it back from a"
                + " backup, or remove it and paste the provider keys again.");
    }

    /// A file that is not as we left it; the message is for people.
    private static final class Damaged extends IOException {
        private static final long serialVersionUID = 1;

        Damaged(String message) {
            super(message);
        }
    }
}
