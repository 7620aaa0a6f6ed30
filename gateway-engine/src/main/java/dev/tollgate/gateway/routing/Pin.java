package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.config.Policy.Sticky;
import dev.tollgate.gateway.term.TargetId;

/// The target that somebody's calls stay with.
///
/// @param value of the key, user or thread
record Pin(Sticky by, String value, TargetId target) {
    String words() {
        return "stays with what answered " + by.word() + " " + value + " before";
    }
}
