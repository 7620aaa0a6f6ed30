package dev.tollgate.gateway.config;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.KeyringStorageType;
import com.github.javakeyring.PasswordAccessException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The keychain of this system, by java-keyring: GNOME Keyring or KWallet, macOS, Windows. Opened at its first use.
public final class SystemKeychain implements KeychainBackend {
    private static final String SERVICE = "Tollgate";

    private @Nullable Keyring opened;

    private synchronized Keyring keyring() throws BackendNotSupportedException {
        var now = opened;
        if (now == null) {
            now = Keyring.create();
            opened = now;
        }
        return now;
    }

    @Override
    public String name() throws Exception {
        return name(keyring().getKeyringStorageType());
    }

    private static String name(KeyringStorageType type) {
        return switch (type) {
            case GNOME_KEYRING -> "the system's keychain (Secret Service)";
            case KWALLET -> "the system's keychain (KWallet)";
            case OSX_KEYCHAIN, LEGACY_OSX_KEYCHAIN -> "the macOS keychain";
            case WINDOWS_CREDENTIAL_STORE -> "the Windows Credential Manager";
        };
    }

    @Override
    public Optional<String> get(String account) throws Exception {
        try {
            return Optional.ofNullable(keyring().getPassword(SERVICE, account));
        } catch (PasswordAccessException missingOrLocked) {
            return Optional.empty();
        }
    }

    @Override
    public void put(String account, String secret) throws Exception {
        keyring().setPassword(SERVICE, account, secret);
    }

    @Override
    public void remove(String account) throws Exception {
        keyring().deletePassword(SERVICE, account);
    }
}
