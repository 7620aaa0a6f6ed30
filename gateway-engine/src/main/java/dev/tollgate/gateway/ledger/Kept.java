package dev.tollgate.gateway.ledger;

import java.time.Instant;

/// A thing that a provider keeps for a caller: a file, a batch, a stored answer.
///
/// @param id the provider's
/// @param owner name of the key that made it; nobody else may see it
/// @param credential as in a target's id: the one that made it is the only one that can have it again
public record Kept(String id, String owner, String provider, String credential, Instant made) {}
