package dev.tollgate.gateway.config;

import java.util.Map;

/// Somebody the apps work for, by the name that calls carry.
///
/// @param routeMap which route serves a call of theirs that asks for another: asked, served
public record Customer(String name, Map<String, String> routeMap) {
    public Customer {
        routeMap = Map.copyOf(routeMap);
    }
}
