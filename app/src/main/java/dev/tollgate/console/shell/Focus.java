package dev.tollgate.console.shell;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.TextInputControl;
import org.jspecify.annotations.Nullable;

/// Where the keyboard is, and how it goes from pane to pane.
final class Focus {
    private Focus() {}

    /// Focuses the first node in it that takes the keyboard.
    static boolean first(Parent parent) {
        for (var child : parent.getChildrenUnmodifiable()) {
            if (!child.isVisible() || child.isDisabled()) {
                continue;
            }
            if (child.isFocusTraversable()) {
                child.requestFocus();
                return true;
            }
            if (child instanceof Parent inner && first(inner)) {
                return true;
            }
        }
        return false;
    }

    /// To the next pane behind (or before) the one that has the focus.
    static void cycle(Scene scene, List<? extends Parent> panes, int step) {
        int at = step > 0 ? -1 : panes.size();
        for (int i = 0; i < panes.size(); i++) {
            if (holds(panes.get(i), scene.getFocusOwner())) {
                at = i;
            }
        }
        for (int tried = 0; tried < panes.size(); tried++) {
            at = Math.floorMod(at + step, panes.size());
            if (first(panes.get(at))) {
                return;
            }
        }
    }

    /// Whether the node is the pane or in it.
    static boolean holds(Parent pane, @Nullable Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(pane)) {
                return true;
            }
        }
        return false;
    }

    /// Whether letters are text now.
    static boolean typing(Scene scene) {
        var owner = scene.getFocusOwner();
        return owner instanceof TextInputControl || (owner instanceof ComboBoxBase<?> combo && combo.isEditable());
    }
}
