package dev.tollgate.gateway.entry;

import dev.tollgate.gateway.term.RouteType;
import java.util.Optional;

/// Who served it.
///
/// @param target `provider/model` that answered, or was tried last
/// @param fellBackFrom the first target, where another one answered
public record Served(Optional<String> target, Optional<String> fellBackFrom, Optional<RouteType> routeType,
        Optional<String> provider, Optional<String> upstreamModel, Optional<String> responseModel, int attempts,
        int retries) {
    public static final Served NOBODY = new Served(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), 0, 0);
}
