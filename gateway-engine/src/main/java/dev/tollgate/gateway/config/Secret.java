package dev.tollgate.gateway.config;

/// Where a secret is, or what it is; never prints itself.
public sealed interface Secret {
    /// An environment variable.
    record Env(String name) implements Secret {}

    /// A file whose trimmed content is the secret.
    record InFile(String path) implements Secret {}

    /// Kept in the home's encrypted file under this id.
    record Stored(String id) implements Secret {}

    /// Kept in the system's keychain under this name, among Tollgate's own entries.
    record Keychain(String name) implements Secret {}

    /// Only a SHA-256 is known, in lower-case hex: enough to recognise a virtual key.
    record Hashed(String sha256) implements Secret {
        @Override
        public String toString() {
            return "hash:…";
        }
    }

    /// The secret itself, as written in a file.
    record Literal(String value) implements Secret {
        @Override
        public String toString() {
            return "literal:…";
        }
    }
}
