package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.term.Fault;
import java.time.Duration;
import java.util.Optional;

/// Why an attempt failed, and what may be done about it.
///
/// @param sameTargetAgain the same call may work if it is made again
/// @param nextTarget another target may work; after a context-length fault only one that reads more
/// @param clientStatus what the client gets if this was the last target
/// @param upstreamStatus what the provider said; 0 where no head came
/// @param retryAfter how long the provider wants to be left alone
/// @param message what happened, where and what to do, in plain words; quotes no secret
/// @param original an error body in the shape of the client's protocol to pass on, freed of anything like a key
/// @param code the provider's own word for it (`invalid_api_key`), or ours (`dns`, `refused`, `reset`, `proxy` …)
public record Failure(Fault fault, boolean sameTargetAgain, boolean nextTarget, int clientStatus, int upstreamStatus,
        Optional<Duration> retryAfter, String message, Optional<byte[]> original, String code) {}
