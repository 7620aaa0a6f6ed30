package dev.tollgate.gateway.control;

import java.util.Optional;

/// A change of the configuration, and the way back where it was made.
public record Undoable(Applied applied, Optional<Undo> undo) {
    /// Puts back what was there, into whatever the configuration is by then.
    public interface Undo {
        Applied undo(String author);
    }
}
