package dev.tollgate.console.shell;

import atlantafx.base.controls.ModalPane;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// What lies over rail and page for a moment. The header stays free, so that STOP is always within reach; the focus
/// stays inside and goes back to where it was.
final class Sheets {
    private final ModalPane pane = new ModalPane();
    private final ChangeListener<Node> trap = (_, _, owner) -> trap(owner);
    private @Nullable Node before;
    private @Nullable Node shown;

    Sheets(StackPane host) {
        pane.setInTransitionFactory(null);
        pane.setOutTransitionFactory(null);
        pane.setId("sheets");
        pane.setAccessibleText("Sheet");
        pane.displayProperty().addListener((_, _, displayed) -> {
            if (!displayed) {
                gone();
            }
        });
        host.getChildren().add(pane);
        // the scene outlives the frame: a frame made anew in it must not be held by the scene's focus
        host.sceneProperty().addListener((_, left, entered) -> {
            if (left != null) {
                left.focusOwnerProperty().removeListener(trap);
            }
            if (entered != null) {
                entered.focusOwnerProperty().addListener(trap);
            }
        });
    }

    private void trap(@Nullable Node owner) {
        if (shown instanceof Parent sheet && owner != null && !Focus.holds(sheet, owner)
                && !Focus.holds(pane, owner)) {
            Focus.first(sheet);
        }
    }

    /// @param focus run once the sheet is on screen
    void show(Node sheet, Pos where, Runnable focus) {
        if (shown == null && pane.getScene() != null) {
            before = pane.getScene().getFocusOwner();
        }
        shown = sheet;
        pane.setAlignment(where);
        pane.setPersistent(false);
        StackPane.setMargin(sheet, new Insets(24));
        pane.show(sheet);
        pane.applyCss();
        pane.layout();
        focus.run();
    }

    /// A sheet that only the program takes away.
    void hold(Node sheet) {
        show(sheet, Pos.CENTER, () -> Focus.first((Parent) sheet));
        pane.setPersistent(true);
    }

    boolean isShown() {
        return pane.isDisplay();
    }

    @Nullable
    Node shown() {
        return shown;
    }

    void hide() {
        if (pane.isDisplay()) {
            pane.hide(true);
        }
    }

    private void gone() {
        shown = null;
        var back = before;
        before = null;
        if (back != null && back.getScene() != null) {
            back.requestFocus();
        }
    }
}
