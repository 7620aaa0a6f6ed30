package dev.tollgate.gateway.config;

import java.util.List;
import java.util.Optional;

/// Where versions of the configuration are kept, as YAML text that [ConfigFile] reads and [ConfigText] writes.
public interface ConfigStore {
    Optional<String> newest();

    /// Keeps a new version and returns its number, which only rises.
    long save(String text, String author);

    /// The newest versions first, at most so many.
    List<ConfigVersion> versions(int limit);

    /// The text of one version.
    Optional<String> text(long version);
}
