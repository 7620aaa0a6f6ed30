package dev.tollgate.console.feed;

import dev.tollgate.gateway.term.Dimension;

/// What a visible page wants of the feed. Called on the JavaFX thread; imports no scene class.
public interface LiveModel {
    /// The dimension its live counters are grouped by.
    default Dimension by() {
        return Dimension.KEY;
    }

    void tick(LiveSnapshot now);
}
