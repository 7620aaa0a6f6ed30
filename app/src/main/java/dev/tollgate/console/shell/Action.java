package dev.tollgate.console.shell;

import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import javafx.scene.input.KeyCodeCombination;

/// One thing a user can do, wherever it is offered: palette, key, key sheet.
///
/// @param group heading in the key sheet: Pages, Stop, View …
/// @param keys combinations that always work, the first is shown; may be empty
/// @param letter single key that works outside text fields; empty for none
/// @param offered whether it makes sense now
record Action(String group, String name, List<KeyCodeCombination> keys, String letter, BooleanSupplier offered,
        Runnable run) {
    static Action of(String group, String name, Runnable run) {
        return new Action(group, name, List.of(), "", () -> true, run);
    }

    Action keys(KeyCodeCombination... combinations) {
        return new Action(group, name, List.of(combinations), letter, offered, run);
    }

    Action letter(String key) {
        return new Action(group, name, keys, key, offered, run);
    }

    Action when(BooleanSupplier condition) {
        return new Action(group, name, keys, letter, condition, run);
    }

    /// How the key is printed, empty where there is none.
    String shortcut() {
        if (!keys.isEmpty()) {
            return text(keys.getFirst());
        }
        return letter;
    }

    static String text(KeyCodeCombination key) {
        return key.getDisplayText().replace("Shortcut", "Ctrl");
    }

    /// Whether every letter of `typed` occurs in the name in that order.
    boolean matches(String typed) {
        int at = 0;
        var name = this.name.toLowerCase(Locale.ROOT);
        for (char c : typed.toLowerCase(Locale.ROOT).toCharArray()) {
            if (c == ' ') {
                continue;
            }
            at = name.indexOf(c, at) + 1;
            if (at == 0) {
                return false;
            }
        }
        return true;
    }
}
