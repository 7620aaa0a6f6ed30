package dev.tollgate.gateway.backup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals bytes under a passphrase: PBKDF2 with a salt of its own makes the key, AES-GCM keeps and proves the content.
final class Passphrase {
    /// The fewest characters that are worth the name.
    static final int LEAST = 8;
    private static final byte[] HEADER = "tollgate-sealed 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int ROUNDS = 600_000;
    private static final int MOST_ROUNDS = 10_000_000;
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private Passphrase() {}

    static byte[] seal(char[] phrase, byte[] plain) {
        var random = new SecureRandom();
        var salt = new byte[SALT];
        var nonce = new byte[NONCE];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        try {
            var body = cipher(Cipher.ENCRYPT_MODE, phrase, salt, ROUNDS, nonce).doFinal(plain);
            return ByteBuffer.allocate(HEADER.length + 4 + SALT + NONCE + body.length).put(HEADER).putInt(ROUNDS)
                    .put(salt).put(nonce).put(body).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-GCM", e);
        }
    }

    /// Empty where the passphrase is another one, or the bytes were changed.
    static Optional<byte[]> open(char[] phrase, byte[] sealed) {
        int head = HEADER.length + 4 + SALT + NONCE;
        if (sealed.length <= head || !Arrays.equals(HEADER, Arrays.copyOf(sealed, HEADER.length))) {
            return Optional.empty();
        }
        var in = ByteBuffer.wrap(sealed).position(HEADER.length);
        int rounds = in.getInt();
        var salt = new byte[SALT];
        var nonce = new byte[NONCE];
        in.get(salt).get(nonce);
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, phrase, salt, rounds, nonce).doFinal(sealed, head,
                    sealed.length - head));
        } catch (GeneralSecurityException another) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, char[] phrase, byte[] salt, int rounds, byte[] nonce)
            throws GeneralSecurityException {
        var spec = new PBEKeySpec(phrase, salt, rounds, 256);
        var key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
        spec.clearPassword();
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        Arrays.fill(key, (byte) 0);
        cipher.updateAAD(HEADER);
        return cipher;
    }
}
