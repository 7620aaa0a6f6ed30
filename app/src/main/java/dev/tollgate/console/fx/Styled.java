package dev.tollgate.console.fx;

import javafx.scene.control.Label;

/// Small texts every page needs, each one style class of `tollgate.css`.
public final class Styled {
    private Styled() {}

    /// 13 px in the text's colour.
    public static Label text(String text) {
        return of(text);
    }

    public static Label muted(String text) {
        return of(text, "tg-muted");
    }

    /// 11 px, muted: second lines, notes.
    public static Label small(String text) {
        return of(text, "tg-small", "tg-muted");
    }

    /// Roboto Medium: names, panel titles.
    public static Label strong(String text) {
        return of(text, "tg-strong");
    }

    /// 16 px Medium: heading of a sheet or a step.
    public static Label heading(String text) {
        return of(text, "tg-heading");
    }

    /// 20 px: the page's one figure.
    public static Label figure(String text) {
        return of(text, "tg-figure");
    }

    /// JetBrains Mono 12: ids, code, addresses.
    public static Label mono(String text) {
        return of(text, "tg-mono");
    }

    /// A rounded word for a state.
    ///
    /// @param tone `accent`, `success`, `warning`, `danger` or empty for neutral
    public static Label pill(String text, String tone) {
        return tone.isEmpty() ? of(text, "tg-pill") : of(text, "tg-pill", tone);
    }

    /// A count that wants to be looked at, beside a name.
    public static Label badge() {
        return of("", "tg-badge");
    }

    /// A key as printed on the keyboard, beside the action it triggers.
    public static Label key(String key) {
        return of(key, "tg-kbd");
    }

    private static Label of(String text, String... styleClasses) {
        var label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }
}
