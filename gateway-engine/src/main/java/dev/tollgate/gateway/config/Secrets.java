package dev.tollgate.gateway.config;

import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns a reference into the secret at the moment it is needed, so that a changed file or variable is seen. Nothing is
/// kept but what came from the keychain, which is too slow to be asked for each request. Thread-safe.
public final class Secrets {
    /// A shorter one would be half told by its last four.
    private static final int LONG_ENOUGH = 12;
    private static final int SHOWN = 4;

    private final Function<String, @Nullable String> env;
    private final SecretBox box;
    private final Keychain keychain;

    /// Without a keychain.
    public Secrets(Function<String, @Nullable String> env, SecretBox box) {
        this(env, box, new Keychain(Optional.empty(), Time.system()));
    }

    public Secrets(Function<String, @Nullable String> env, SecretBox box, Keychain keychain) {
        this.env = env;
        this.box = box;
        this.keychain = keychain;
    }

    private sealed interface Found {
        record Value(String secret) implements Found {}

        record Missing(String why) implements Found {}
    }

    /// The secret, or nothing where it cannot be had; [#problem] says why.
    public Optional<String> read(Secret secret) {
        return switch (find(secret)) {
            case Found.Value value -> Optional.of(value.secret);
            case Found.Missing _ -> Optional.empty();
        };
    }

    /// Why [#read] gives nothing, in words for people; empty where it gives something.
    public Optional<String> problem(Secret secret) {
        return switch (find(secret)) {
            case Found.Value _ -> Optional.empty();
            case Found.Missing missing -> Optional.of(missing.why);
        };
    }

    /// The end of a secret, for people to know it by; empty where it cannot be had or is too short to show any of it.
    public Optional<String> lastFour(Secret secret) {
        return read(secret).filter(value -> value.length() >= LONG_ENOUGH)
                .map(value -> value.substring(value.length() - SHOWN));
    }

    private Found find(Secret secret) {
        return switch (secret) {
            case Secret.Env(String name) -> found(env.apply(name), "the environment variable " + name + " is not set");
            case Secret.InFile(String path) -> file(path);
            case Secret.Stored(String id) -> stored(id);
            case Secret.Keychain(String name) -> switch (keychain.get(name)) {
                case Keychain.Answer.Had(var value) -> found(value, "its entry in the keychain is empty");
                case Keychain.Answer.Not(var why) -> standIn(name, why);
            };
            case Secret.Hashed _ -> new Found.Missing("only a hash of it is kept");
            case Secret.Literal(String value) -> found(value, "it is empty");
        };
    }

    private static Found found(@Nullable String value, String why) {
        return value == null || value.isBlank() ? new Found.Missing(why) : new Found.Value(value.strip());
    }

    private static Found file(String path) {
        try {
            return found(Files.readString(Path.of(path)), "the file " + path + " is empty");
        } catch (IOException fault) {
            return new Found.Missing("the file " + path + " cannot be read: " + FileFault.of(fault).words());
        } catch (InvalidPathException | UncheckedIOException e) {
            return new Found.Missing("the file " + path + " cannot be read");
        }
    }

    /// What was restored from a backup where no keychain would take it.
    private Found standIn(String name, String why) {
        var id = Vault.STAND_IN + name;
        return box.ids().contains(id) ? stored(id) : new Found.Missing(why);
    }

    private Found stored(String id) {
        try {
            return found(box.get(id).orElse(null), "'" + id + "' is not in this home's encrypted file; paste it again");
        } catch (UncheckedIOException e) {
            return new Found.Missing(String.valueOf(e.getMessage()));
        }
    }
}
