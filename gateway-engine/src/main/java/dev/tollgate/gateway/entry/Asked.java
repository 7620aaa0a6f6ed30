package dev.tollgate.gateway.entry;

import dev.tollgate.gateway.term.Endpoint;
import java.util.Optional;

/// What the client asked for; what could not be read of a refused call is empty.
///
/// @param routeAsked the name the client's model resolved to before anything changed it
public record Asked(String key, Optional<String> route, Optional<String> routeAsked, Optional<Endpoint> endpoint,
        Optional<String> model, boolean stream) {}
