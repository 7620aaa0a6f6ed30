package dev.tollgate.console.routes;

import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.config.Secrets;

/// Where a provider's key is, in words, and its last four; never more of it.
///
/// @param problem why it cannot be read; empty where it can
record KeyPlace(String where, String lastFour, String problem) {
    /// Asks keychain and disk, so never on the JavaFX thread.
    static KeyPlace of(Secret secret, Secrets secrets) {
        return new KeyPlace(where(secret), secrets.lastFour(secret).map(four -> "…" + four).orElse(""),
                secrets.problem(secret).orElse(""));
    }

    /// Before anybody has looked.
    static KeyPlace of(Secret secret) {
        return new KeyPlace(where(secret), "", "");
    }

    static String where(Secret secret) {
        return switch (secret) {
            case Secret.Keychain _ -> "keychain";
            case Secret.Stored _ -> "encrypted file";
            case Secret.Env(String name) -> "env:" + name;
            case Secret.InFile(String path) -> "file:" + path;
            case Secret.Literal _ -> "in the configuration";
            case Secret.Hashed _ -> "a hash";
        };
    }

    String words() {
        return problem.isEmpty() ? (where + " " + lastFour).strip() : where + ": " + problem;
    }
}
