package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.wire.Ask;

/// What a plan is asked for.
public record Question(Route route, Ask ask, Attribution who) {}
