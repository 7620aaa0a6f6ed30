package dev.tollgate.gateway.config;

import java.util.Optional;

/// A keychain as the system offers it. Calls may block for as long as they like, and throw what they like: only
/// [Keychain] makes them, on a thread of its own.
public interface KeychainBackend {
    /// What people know it by: `GNOME Keyring`, `the macOS keychain`.
    String name() throws Exception;

    /// The secret kept under this name among Tollgate's own.
    Optional<String> get(String account) throws Exception;

    /// Keeps it in place of an older one.
    void put(String account, String secret) throws Exception;

    void remove(String account) throws Exception;
}
