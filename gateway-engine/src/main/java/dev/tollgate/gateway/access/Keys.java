package dev.tollgate.gateway.access;

import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.config.Secrets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The virtual keys of one configuration, known by hash alone. Immutable.
///
/// A secret is found by the start of its SHA-256 and then compared in constant time: how long that takes tells nothing
/// about any key, since nobody can choose a hash.
public final class Keys {
    private static final int SHA256_BYTES = 32;
    private static final int SHOWN_BYTES = 6;
    /// Never fed, only cloned: asking the providers for a new one costs more than the hash.
    private static final MessageDigest EMPTY = digest();

    /// A secret that works.
    ///
    /// @param until when it ends to, for one that was replaced
    /// @param mark whose it is, and which of its secrets
    record Known(byte[] hash, KeyEntry key, Optional<Instant> until, Used mark) {}

    /// Names one secret of one key without telling it.
    public record Used(String key, String secret) {}

    private final List<KeyEntry> all;
    private final Map<Long, List<Known>> byHash = new HashMap<>();

    private Keys(List<KeyEntry> all) {
        this.all = List.copyOf(all);
    }

    /// Reads every secret once. A key whose secret cannot be had is listed and never matches.
    public static Keys of(List<KeyEntry> keys, Secrets secrets) {
        var built = new Keys(keys);
        for (KeyEntry key : keys) {
            hashOf(key.secret(), secrets)
                    .ifPresent(hash -> built.add(new Known(hash, key, Optional.empty(), mark(key, hash))));
            for (var former : key.former()) {
                hashOf(former.secret(), secrets).ifPresent(
                        hash -> built.add(new Known(hash, key, Optional.of(former.until()), mark(key, hash))));
            }
        }
        return built;
    }

    public List<KeyEntry> all() {
        return all;
    }

    /// How a secret is kept: SHA-256 in lower-case hex, as in `Secret.Hashed`.
    public static String hash(String secret) {
        return HexFormat.of().formatHex(sha256(secret));
    }

    private static Used mark(KeyEntry key, byte[] hash) {
        return new Used(key.name(), HexFormat.of().formatHex(hash, 0, SHOWN_BYTES));
    }

    /// How [Uses] calls this secret; empty where it cannot be had.
    public static Optional<Used> mark(KeyEntry key, Secret secret, Secrets secrets) {
        return hashOf(secret, secrets).map(hash -> mark(key, hash));
    }

    Optional<Known> find(String secret) {
        var hash = sha256(secret);
        Optional<Known> found = Optional.empty();
        for (Known known : byHash.getOrDefault(start(hash), List.of())) {
            if (MessageDigest.isEqual(known.hash, hash) && found.isEmpty()) {
                found = Optional.of(known);
            }
        }
        return found;
    }

    private void add(Known known) {
        byHash.computeIfAbsent(start(known.hash), start -> new ArrayList<>()).add(known);
    }

    private static Optional<byte[]> hashOf(Secret secret, Secrets secrets) {
        return switch (secret) {
            case Secret.Hashed(String hex) -> parse(hex);
            case Secret.Env _,Secret.InFile _,Secret.Stored _,Secret.Keychain _,Secret.Literal _ ->
                secrets.read(secret).filter(plain -> !plain.isBlank()).map(plain -> sha256(plain.strip()));
        };
    }

    private static Optional<byte[]> parse(String hex) {
        try {
            return Optional.of(HexFormat.of().parseHex(hex)).filter(hash -> hash.length == SHA256_BYTES);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long start(byte[] hash) {
        return ByteBuffer.wrap(hash).getLong();
    }

    private static byte[] sha256(String secret) {
        try {
            var fresh = (MessageDigest) EMPTY.clone();
            return fresh.digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
