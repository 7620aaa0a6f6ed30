package dev.tollgate.console.fx;

import java.util.function.Supplier;

import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.util.Duration;

/// Buttons in the three heights of the console: 28, 24 in rows, 20 in tabs and tiles. Colours are AtlantaFX's classes
/// (`accent`, `danger`, `button-outlined`, `flat`) or our `tg-quiet`.
public final class Buttons {
    private static final Duration SAID = Duration.seconds(1.5);

    private Buttons() {}

    /// A text button, 28 px unless a class says otherwise.
    ///
    /// @param styleClasses `accent`, `danger`, `button-outlined`, `flat`, `tg-row` (24), `tg-tiny` (20), `tg-quiet`
    public static Button button(String text, Runnable action, String... styleClasses) {
        var button = new Button(text);
        button.getStyleClass().addAll(styleClasses);
        button.setOnAction(_ -> action.run());
        return button;
    }

    public static Button button(Icon icon, String text, Runnable action, String... styleClasses) {
        var button = button(text, action, styleClasses);
        button.setGraphic(icon.node(14));
        return button;
    }

    /// Only an icon: square, named for screen readers and by its tooltip.
    public static Button icon(Icon icon, String name, Runnable action, String... styleClasses) {
        var button = button(icon, "", action, styleClasses);
        button.getStyleClass().add("tg-square");
        return named(button, name);
    }

    /// Text that looks like a link and acts like a button.
    public static Button link(String text, Runnable action) {
        return button(text, action, "flat", "tg-link");
    }

    /// Says "Copied" for a moment instead of raising a toast.
    public static Button copy(Supplier<String> text, String... styleClasses) {
        return copy("Copy", text, styleClasses);
    }

    public static Button copy(String label, Supplier<String> text, String... styleClasses) {
        var button = button(Icon.COPY, label, () -> {}, styleClasses);
        var back = new PauseTransition(SAID);
        back.setOnFinished(_ -> say(button, label, Icon.COPY));
        button.setOnAction(_ -> {
            put(text.get());
            say(button, label.isEmpty() ? "" : "Copied", Icon.CHECK);
            back.playFromStart();
        });
        return button;
    }

    /// Puts text on the clipboard.
    public static void put(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    /// Tooltip and accessible name in one.
    public static <B extends ButtonBase> B named(B button, String name) {
        button.setTooltip(new Tooltip(name));
        button.setAccessibleText(name);
        return button;
    }

    private static void say(Button button, String text, Icon icon) {
        button.setText(text);
        button.setGraphic(icon.node(14));
    }
}
