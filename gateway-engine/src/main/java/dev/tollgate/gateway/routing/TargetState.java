package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.term.TargetId;
import java.time.Instant;
import java.util.Optional;

/// A target's health as it stands now.
///
/// @param state `ok`, `resting`, or `probing`: one call decides whether it is back
/// @param until when a resting target may be asked again
/// @param because why it rests, empty where it does not
/// @param succeeded calls since start
/// @param failed calls since start whose fault spoke against the target
/// @param running calls now
public record TargetState(TargetId id, String state, Optional<Instant> until, String because, long succeeded,
        long failed, int running) {
    static final String OK = "ok";
    static final String RESTING = "resting";
    static final String PROBING = "probing";
}
