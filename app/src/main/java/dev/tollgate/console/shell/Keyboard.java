package dev.tollgate.console.shell;

import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Keys of the frame. Combinations work everywhere; single letters only outside text fields and after the page had
/// its turn; while a sheet is open only what belongs to stopping.
final class Keyboard {
    private final List<Action> actions;
    private final Sheets sheets;
    private final Runnable escape;

    Keyboard(Node root, List<Action> actions, Sheets sheets, Runnable escape) {
        this.actions = actions;
        this.sheets = sheets;
        this.escape = escape;
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::combination);
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::single);
    }

    private void combination(KeyEvent event) {
        for (var action : actions) {
            for (var key : action.keys()) {
                if (key.match(event) && allowed(action, event)) {
                    event.consume();
                    action.run().run();
                    return;
                }
            }
        }
    }

    private boolean allowed(Action action, KeyEvent event) {
        if (sheets.isShown() && !action.group().equals(Actions.STOP)) {
            return false;
        }
        // a text field undoes its own typing
        return action.offered().getAsBoolean() && !(event.getCode() == KeyCode.Z && typing(event));
    }

    private void single(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            escape.run();
            event.consume();
            return;
        }
        if (sheets.isShown() || typing(event) || event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        var pressed = letter(event);
        for (var action : actions) {
            if (!action.letter().isEmpty() && action.letter().equals(pressed) && action.offered().getAsBoolean()) {
                event.consume();
                action.run().run();
                return;
            }
        }
    }

    private static String letter(KeyEvent event) {
        if (event.getCode() == KeyCode.SLASH || event.getCode() == KeyCode.DIVIDE) {
            return event.isShiftDown() ? "?" : "/";
        }
        var text = event.getText();
        return (text.isEmpty() ? event.getCode().getChar() : text).toUpperCase(Locale.ROOT);
    }

    private static boolean typing(KeyEvent event) {
        Scene scene = event.getTarget() instanceof Node node ? node.getScene() : null;
        return scene != null && Focus.typing(scene);
    }
}
