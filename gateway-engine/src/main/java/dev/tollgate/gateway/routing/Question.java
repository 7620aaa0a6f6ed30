package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.wire.Ask;
import java.util.Optional;

/// What a plan is asked for.
///
/// @param pinned the only provider and credential that can answer: it keeps what the call is about; its model is not
///   looked at
public record Question(Route route, Ask ask, Attribution who, Optional<TargetId> pinned) {
    /// Any target of the route may answer.
    public Question(Route route, Ask ask, Attribution who) {
        this(route, ask, who, Optional.empty());
    }
}
