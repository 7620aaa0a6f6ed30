package dev.tollgate.console.routes;

import dev.tollgate.gateway.config.Route;
import java.util.List;
import java.util.Optional;

/// The chosen route with everything its editor shows. Immutable.
///
/// @param route as edited, or as it was where it is to be removed
/// @param before as in force when editing began; empty for a new one
record RouteView(String id, Route route, Optional<Route> before, boolean removed, List<TargetRow> targets,
        Standing standing, Rates.OfRoute rates) {
    RouteView {
        targets = List.copyOf(targets);
    }
}
