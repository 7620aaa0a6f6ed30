package dev.tollgate.gateway.config;

import java.util.Optional;

/// Where pasted keys are kept: the system's keychain, and where that is locked, absent or silent, the home's encrypted
/// file. Thread-safe.
public final class Vault {
    /// What an id in the encrypted file begins with where it stands in for the keychain's entry of the name after it.
    static final String STAND_IN = "keychain:";

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

    /// Puts an entry of the keychain back under its name; where the keychain does not take it, the home's encrypted file
    /// stands in for it. An entry of this name that is there stays: it may be newer.
    ///
    /// @return where it is, in words; empty where another one is there
    /// @throws java.io.UncheckedIOException where it cannot be kept at all
    public Optional<String> putBack(String name, String secret) {
        if (!keychain.isOffered()) {
            return Optional.of(inFile(STAND_IN + name, secret, "").where());
        }
        if (keychain.get(name) instanceof Keychain.Answer.Had(var there)) {
            return there.strip().equals(secret) ? Optional.of("the system's keychain") : Optional.empty();
        }
        return Optional.of(switch (keychain.put(name, secret)) {
            case Keychain.Answer.Had(var where) -> where;
            case Keychain.Answer.Not _ -> inFile(STAND_IN + name, secret,
                    ", because the system's keychain is locked, absent or does not answer").where();
        });
    }

    /// Whether something is kept under this reference; of a keychain that does not answer, nothing is known to be.
    public boolean has(Secret reference) {
        return switch (reference) {
            case Secret.Stored(String id) -> box.ids().contains(id);
            case Secret.Keychain(String name) ->
                box.ids().contains(STAND_IN + name) || keychain.get(name) instanceof Keychain.Answer.Had;
            case Secret.Env _,Secret.InFile _,Secret.Hashed _,Secret.Literal _ -> false;
        };
    }

    /// Deletes what is kept under this reference.
    ///
    /// @return why it is still there, in words; empty where it is gone
    /// @throws java.io.UncheckedIOException where the file cannot be written
    public Optional<String> delete(Secret reference) {
        return switch (reference) {
            case Secret.Stored(String id) -> {
                box.remove(id);
                yield Optional.empty();
            }
            case Secret.Keychain(String name) -> {
                boolean stoodIn = box.ids().contains(STAND_IN + name);
                box.remove(STAND_IN + name);
                boolean gone = stoodIn || !keychain.isOffered();
                yield keychain.remove(name) instanceof Keychain.Answer.Had || gone
                        ? Optional.empty()
                        : Optional.of("the system's keychain did not delete it; unlock it and try again");
            }
            case Secret.Env _,Secret.InFile _,Secret.Hashed _,Secret.Literal _ ->
                Optional.of("it is not kept by Tollgate");
        };
    }

    /// Where the next pasted key will be kept, in words.
    public String place() {
        return keychain.isOffered()
                ? "the system's keychain, or, where that is locked or absent, in the encrypted file of this home"
                : "the encrypted file of this home";
    }
}
