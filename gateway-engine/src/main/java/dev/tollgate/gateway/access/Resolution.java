package dev.tollgate.gateway.access;

import dev.tollgate.gateway.config.Route;
import java.util.List;

/// What a model name stands for. Immutable.
public sealed interface Resolution {
    /// A configured route, or one made up for a provider's own model.
    ///
    /// @param notes how it was chosen where there was a choice
    record Found(Route route, List<String> notes) implements Resolution {}

    /// @param near names spelled alike, best first
    record Missing(List<String> near) implements Resolution {}
}
