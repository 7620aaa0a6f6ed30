package dev.tollgate.gateway.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a secret is spelled in a file: `env:NAME`, `file:PATH`, `keychain:NAME`,
/// `stored:ID`, `hash:sha256:HEX`, `literal:…`. No
/// message from here repeats what stood there.
final class SecretText {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern HASH = Pattern.compile("sha256:([0-9a-f]{64})");
    private static final List<String> KINDS = List.of("env", "file", "stored", "hash", "keychain", "literal");

    private SecretText() {}

    static String print(Secret secret) {
        return switch (secret) {
            case Secret.Env(String name) -> "env:" + name;
            case Secret.InFile(String path) -> "file:" + path;
            case Secret.Stored(String id) -> "stored:" + id;
            case Secret.Keychain(String name) -> "keychain:" + name;
            case Secret.Hashed(String sha256) -> "hash:sha256:" + sha256;
            case Secret.Literal(String value) -> "literal:" + value;
        };
    }

    /// A secret that must be had in full, as providers ask for theirs.
    static Optional<Secret> whole(Value at) {
        return read(at).filter(secret -> {
            boolean hash = secret instanceof Secret.Hashed;
            if (hash) {
                at.mistake("a hash is enough for keys of apps only; here the secret itself is needed");
            }
            return !hash;
        });
    }

    static Optional<Secret> read(Value at) {
        return at.hiddenText().flatMap(text -> {
            int colon = text.indexOf(':');
            var kind = colon < 0 ? "" : text.substring(0, colon);
            if (!KINDS.contains(kind) && KINDS.contains(kind.toLowerCase(Locale.ROOT))) {
                return at.wrong("write " + kind.toLowerCase(Locale.ROOT) + ": in lower case");
            }
            return of(at, kind, text.substring(colon + 1), text);
        });
    }

    private static Optional<Secret> of(Value at, String kind, String rest, String text) {
        return switch (kind) {
            case "env" -> VARIABLE.matcher(rest).matches()
                    ? Optional.of(new Secret.Env(rest))
                    : at.wrong("env: needs the name of a variable, such as env:OPENAI_API_KEY");
            case "file" -> rest.isBlank() ? at.wrong("file: needs a path") : Optional.of(new Secret.InFile(rest));
            case "stored" -> id(at, rest);
            case "hash" -> hash(at, rest);
            case "literal" -> rest.isBlank() ? at.wrong("literal: is empty") : Optional.of(new Secret.Literal(rest));
            case "keychain" -> keychain(at, rest);
            default -> plain(at, text);
        };
    }

    private static Optional<Secret> id(Value at, String id) {
        return id.isBlank() || id.chars().anyMatch(Character::isISOControl)
                ? at.wrong("stored: needs the id of a secret of this home")
                : Optional.of(new Secret.Stored(id));
    }

    private static Optional<Secret> hash(Value at, String rest) {
        var match = HASH.matcher(rest);
        return match.matches()
                ? Optional.of(new Secret.Hashed(match.group(1)))
                : at.wrong("must be hash:sha256: and 64 digits of 0-9a-f");
    }

    private static Optional<Secret> keychain(Value at, String name) {
        return name.isBlank() || name.chars().anyMatch(Character::isISOControl)
                ? at.wrong("keychain: needs the name of an entry, such as keychain:openai")
                : Optional.of(new Secret.Keychain(name));
    }

    private static Optional<Secret> plain(Value at, String text) {
        if (text.startsWith("${") || text.startsWith("$(")) {
            return at.wrong("variables are not replaced in this file: write env:NAME");
        }
        at.warning("a secret stands in the file as plain text; write env:NAME or file:PATH, or literal: in front of it"
                + " if that is meant");
        return Optional.of(new Secret.Literal(text));
    }
}
