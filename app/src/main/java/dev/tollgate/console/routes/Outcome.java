package dev.tollgate.console.routes;

/// What became of a change.
sealed interface Outcome {
    /// In force.
    ///
    /// @param note what there is to know besides, such as where a key is kept; may be empty
    record Saved(String note) implements Outcome {}

    /// Nothing was changed, and why.
    record Refused(String words) implements Outcome {}

    /// Nothing was changed: somebody else has changed the same meanwhile.
    record Clashed(String name) implements Outcome {}
}
