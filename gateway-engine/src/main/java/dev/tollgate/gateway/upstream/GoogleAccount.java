package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.wire.neutral.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// A service account of Google's, as its key file tells it. Immutable; holds a secret.
///
/// @param tokens where a signed word of the account is exchanged for an access token
record GoogleAccount(String email, String keyId, PrivateKey key, URI tokens) {
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    private static final Duration VALID = Duration.ofHours(1);

    /// Whether a credential is meant to be a key file.
    static boolean isOne(String credential) {
        return credential.stripLeading().startsWith("{");
    }

    /// Empty where the text is no key file of a service account.
    static Optional<GoogleAccount> read(String file) {
        return Json.read(file.strip()).flatMap(json -> {
            try {
                var pem = json.path("private_key").asString("").replaceAll("-----[A-Z ]+-----|\\s", "");
                var key = KeyFactory.getInstance("RSA")
                        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
                return Optional.of(new GoogleAccount(json.path("client_email").asString(""),
                        json.path("private_key_id").asString(""), key,
                        URI.create(json.path("token_uri").asString("https://oauth2.googleapis.com/token"))));
            } catch (GeneralSecurityException | IllegalArgumentException damaged) {
                return Optional.empty();
            }
        });
    }

    /// The form that asks for a token: a word signed by the account's key (RFC 7523, RS256).
    String request(Instant now) {
        var head = Json.object().put("alg", "RS256").put("typ", "JWT").put("kid", keyId);
        var claims = Json.object().put("iss", email).put("scope", SCOPE).put("aud", tokens.toString())
                .put("iat", now.getEpochSecond()).put("exp", now.plus(VALID).getEpochSecond());
        var word = packed(Json.bytes(head)) + "." + packed(Json.bytes(claims));
        return "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + word + "."
                + packed(signature(word));
    }

    private byte[] signature(String word) {
        try {
            var signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(key);
            signer.update(word.getBytes(StandardCharsets.US_ASCII));
            return signer.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has SHA256withRSA", impossible);
        }
    }

    private static String packed(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Shows no key.
    @Override
    public String toString() {
        return email;
    }
}
