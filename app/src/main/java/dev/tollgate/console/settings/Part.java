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

    /// What the fields say; all of them are valid.
    T typed();

    GatewayConfig into(GatewayConfig config, T value);
}
