package dev.tollgate.gateway.config;

/// Where pasted keys are kept: the system's keychain, and where that is locked, absent or silent, the home's encrypted
/// file. Thread-safe.
public final class Vault {
    private final SecretBox box;
    private final Keychain keychain;

    public Vault(SecretBox box, Keychain keychain) {
        this.box = box;
        this.keychain = keychain;
    }

    /// What became of a pasted key.
    ///
    /// @param reference what the configuration names it by
    /// @param where in words: `the macOS keychain`, `the encrypted file of this home: …`
    public record Kept(Secret reference, String where) {}

    /// Keeps a secret under an id that no other secret has; waits for the keychain some seconds at most.
    ///
    /// @throws java.io.UncheckedIOException where it cannot be kept at all
    public Kept keep(String id, String secret) {
        if (!keychain.isOffered()) {
            return inFile(id, secret, "");
        }
        return switch (keychain.put(id, secret)) {
            case Keychain.Answer.Had(var name) -> new Kept(new Secret.Keychain(id), name);
            case Keychain.Answer.Not _ -> inFile(id, secret,
                    ", because the system's keychain is locked, absent or does not answer");
        };
    }

    private Kept inFile(String id, String secret, String why) {
        return new Kept(new Secret.Stored(box.put(id, secret)), "the encrypted file of this home" + why);
    }

    /// Where the next pasted key will be kept, in words.
    public String place() {
        return keychain.isOffered()
                ? "the system's keychain, or, where that is locked or absent, in the encrypted file of this home"
                : "the encrypted file of this home";
    }
}
