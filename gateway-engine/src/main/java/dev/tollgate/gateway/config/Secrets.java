package dev.tollgate.gateway.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns a reference into the secret at the moment it is needed, so that a changed file or variable is seen and
/// nothing is kept. Thread-safe.
public final class Secrets {
    private final Function<String, @Nullable String> env;
    private final SecretBox box;

    public Secrets(Function<String, @Nullable String> env, SecretBox box) {
        this.env = env;
        this.box = box;
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

    private Found find(Secret secret) {
        return switch (secret) {
            case Secret.Env(String name) -> found(env.apply(name), "the environment variable " + name + " is not set");
            case Secret.InFile(String path) -> file(path);
            case Secret.Stored(String id) -> stored(id);
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
        } catch (IOException | InvalidPathException | UncheckedIOException e) {
            return new Found.Missing("the file " + path + " cannot be read");
        }
    }

    private Found stored(String id) {
        try {
            return found(box.get(id).orElse(null), "'" + id + "' is not in this home's encrypted file; paste it again");
        } catch (UncheckedIOException e) {
            return new Found.Missing(String.valueOf(e.getMessage()));
        }
    }
}
