package dev.tollgate.gateway.access;

/// One row of the model list.
///
/// @param ownedBy the provider's name, or `tollgate` for a route
public record ListedModel(String id, String ownedBy) {}
