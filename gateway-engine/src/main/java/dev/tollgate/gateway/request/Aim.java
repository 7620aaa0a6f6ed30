package dev.tollgate.gateway.request;

import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.term.TargetId;
import java.util.Optional;

/// Where a call must go because of what it is about.
sealed interface Aim {
    /// Where its model leads, unless somebody keeps what it goes on from.
    record ByModel(Optional<TargetId> pinned) implements Aim {}

    /// Along this route, whatever the model.
    record Along(Route route, Optional<TargetId> pinned) implements Aim {}

    /// Nowhere: what it names is not there, or no route is named.
    record Nowhere(Rejection rejection) implements Aim {}
}
