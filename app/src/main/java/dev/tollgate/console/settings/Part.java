package dev.tollgate.console.settings;

import dev.tollgate.gateway.config.GatewayConfig;
import java.util.List;

/// A piece of the configuration that is edited together.
///
/// @param <T> its value, compared with equals
interface Part<T> {
    List<Setting<?>> settings();

    T of(GatewayConfig config);

    /// Puts it into the fields, as where editing starts.
    void start(T value);

    /// Somebody else changed it: what was typed stays, what was not follows.
    void rebase(T value);

    /// What each of the settings is in it, in their order, in words.
    List<String> words(T value);

    /// What the fields say; all of them are valid.
    T typed();

    GatewayConfig into(GatewayConfig config, T value);
}
