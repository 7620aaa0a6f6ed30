package dev.tollgate.console.routes;

/// A provider in the list, as text. Immutable.
///
/// @param place from 1: of several that have a bare model name the first is asked
/// @param enabled it may be asked
record ProviderRow(int place, String name, String kind, String url, String region, String credentials,
        boolean troubled, Standing standing, String answered, boolean enabled, boolean free) {}
