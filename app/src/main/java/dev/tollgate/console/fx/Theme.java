package dev.tollgate.console.fx;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// Light, dark, or as the desktop says. One look for the whole process, because JavaFX's user agent stylesheet is one;
/// JavaFX thread only. `use` chooses it, `install` dresses each scene once.
public enum Theme {
    LIGHT,
    DARK,
    SYSTEM;

    private static final PseudoClass DARK_ROOT = PseudoClass.getPseudoClass("dark");
    private static final List<String> FONTS =
            List.of("Roboto-Regular.ttf", "Roboto-Medium.ttf", "Roboto-Bold.ttf", "JetBrainsMono-Regular.ttf");
    private static Theme chosen = LIGHT;
    private static boolean prepared;

    /// Switches every scene, shown or not.
    public void use() {
        prepare();
        chosen = this;
        dress();
    }

    /// The one last chosen; LIGHT before any choice.
    public static Theme chosen() {
        return chosen;
    }

    /// Gives a scene our stylesheet and keeps the pseudo-class `:dark` of its root, whichever node that is, up to date.
    public static void install(Scene scene) {
        prepare();
        scene.getStylesheets().add(stylesheet());
        ChangeListener<Palette> mark = (_, _, now) -> mark(scene.getRoot(), now);
        scene.getProperties().put(Theme.class, mark);
        Palette.current().addListener(new WeakChangeListener<>(mark));
        scene.rootProperty().addListener((_, _, root) -> mark(root, Palette.current().get()));
        mark(scene.getRoot(), Palette.current().get());
    }

    /// For dialogs and sheets that carry their own stylesheet list.
    public static String stylesheet() {
        return TextSize.sheet(Theme.class, "tollgate.css");
    }

    /// JetBrains Mono for canvases; style class `tg-mono` elsewhere.
    public static Font mono(double size) {
        return Font.font("JetBrains Mono", size);
    }

    /// Roboto for canvases.
    public static Font text(double size) {
        return Font.font("Roboto", size);
    }

    /// Roboto Medium: a family of its own, since weight 500 of Roboto gives Regular.
    public static Font medium(double size) {
        return Font.font("Roboto Medium", size);
    }

    private static void prepare() {
        if (!prepared) {
            prepared = true;
            FONTS.forEach(file -> Font.loadFont(resource("fonts/" + file), 13));
            Platform.getPreferences().colorSchemeProperty().addListener((_, _, _) -> dress());
            dress();
        }
    }

    private static void dress() {
        boolean dark = switch (chosen) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
        var primer = dark ? new PrimerDark() : new PrimerLight();
        Application.setUserAgentStylesheet(primer.getUserAgentStylesheet());
        Palette.use(dark ? Palette.DARK : Palette.LIGHT);
    }

    private static void mark(Parent root, Palette palette) {
        root.pseudoClassStateChanged(DARK_ROOT, palette.dark());
    }

    private static String resource(String name) {
        return Objects.requireNonNull(Theme.class.getResource(name), name).toExternalForm();
    }
}
