package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.RouteType;
import java.util.OptionalLong;

/// One rung of a route.
///
/// @param model the model's name at the provider; `*` sends the client's name on
/// @param context tokens it can read; unknown counts as larger
/// @param maxOutput tokens it can write, used for the hold where the caller sets no maximum
public record Target(String provider, String model, RouteType type, OptionalLong context, OptionalLong maxOutput) {
    public static final String SAME_NAME = "*";
}
