package dev.tollgate.console.feed;

import javafx.scene.Node;

/// One page of the console: built at its first visit, then kept; ticks reach it only while it is shown.
public interface Page {
    Node node();

    LiveModel model();

    /// Now visible, for this time and filter.
    void shown(View view);

    default void hidden() {}
}
