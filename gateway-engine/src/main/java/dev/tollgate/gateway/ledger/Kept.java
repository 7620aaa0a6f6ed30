package dev.tollgate.gateway.ledger;

import java.time.Instant;
import java.util.Optional;

/// A thing that a provider keeps for a caller: a file, a batch, a stored answer.
///
/// @param id the provider's
/// @param owner name of the key that made it; nobody else may see it
/// @param credential as in a target's id: the one that made it is the only one that can have it again
/// @param entry of a batch: the request that made it, to which it is charged
/// @param batch of a file: the batch whose output it is
public record Kept(String id, String owner, String provider, String credential, Instant made, Optional<String> entry,
        Optional<String> batch) {}
