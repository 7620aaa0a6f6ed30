package dev.tollgate.gateway.entry;

import dev.tollgate.gateway.term.Word;

/// What became of one target of the route, and why.
public record Verdict(String target, Kind kind, String reason) {
    /// Tried, left out by the plan, or never needed.
    public enum Kind implements Word {
        TRIED,
        DROPPED,
        NOT_REACHED
    }
}
