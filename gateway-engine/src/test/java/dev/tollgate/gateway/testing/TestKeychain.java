package dev.tollgate.gateway.testing;

import dev.tollgate.gateway.config.KeychainBackend;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A keychain in memory, which can be locked.
public final class TestKeychain implements KeychainBackend {
    private final Map<String, String> kept = new ConcurrentHashMap<>();
    private volatile boolean locked;

    public TestKeychain locked(boolean next) {
        locked = next;
        return this;
    }

    /// What is in it, by name.
    public Map<String, String> kept() {
        return kept;
    }

    private void pass() {
        if (locked) {
            throw new IllegalStateException("locked");
        }
    }

    @Override
    public String name() {
        return "the test's keychain";
    }

    @Override
    public Optional<String> get(String account) {
        pass();
        return Optional.ofNullable(kept.get(account));
    }

    @Override
    public void put(String account, String secret) {
        pass();
        kept.put(account, secret);
    }

    @Override
    public void remove(String account) {
        pass();
        kept.remove(account);
    }
}
