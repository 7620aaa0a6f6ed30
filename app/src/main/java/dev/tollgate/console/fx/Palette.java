package dev.tollgate.console.fx;

import java.util.List;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.paint.Color;

/// The theme's colours for canvases, which no stylesheet reaches; the same values as `tollgate.css` and AtlantaFX.
///
/// The palette in force is process-wide because JavaFX's user agent stylesheet is; read it on the JavaFX thread.
public record Palette(
        boolean dark,
        List<Color> slots,
        Color others,
        Ground ground,
        Tone accent,
        Tone success,
        Tone warning,
        Tone danger) {
    /// The six series colours and the grounds of the light theme.
    public static final Palette LIGHT = new Palette(
            false,
            colours("#2250A7", "#C57E1D", "#419D8A", "#947FE4", "#622440", "#4E5100"),
            Color.web("#6E7781"),
            new Ground(
                    Color.web("#F6F8FA"),
                    Color.web("#FFFFFF"),
                    Color.web("#F6F8FA"),
                    Color.web("#D0D7DE"),
                    Color.web("#EAEEF2"),
                    Color.web("#F0F9FF"),
                    Color.web("#24292F"),
                    Color.web("#57606A")),
            new Tone("#0969DA", "#0969DA", Color.web("#DDF4FF"), Color.web("#54AEFF", 0.4)),
            new Tone("#1A7F37", "#2DA44E", Color.web("#DAFBE1"), Color.web("#4AC26B", 0.4)),
            new Tone("#9A6700", "#BF8700", Color.web("#FFF8C5"), Color.web("#D4A72C", 0.4)),
            new Tone("#CF222E", "#CF222E", Color.web("#FFEBE9"), Color.web("#FF8182", 0.4)));

    /// The same for the dark theme.
    public static final Palette DARK = new Palette(
            true,
            colours("#4B7DD7", "#F9A53F", "#96ECCA", "#DCC6FF", "#A24A6E", "#6E7200"),
            Color.web("#8B949E"),
            new Ground(
                    Color.web("#010409"),
                    Color.web("#0D1117"),
                    Color.web("#161B22"),
                    Color.web("#30363D"),
                    Color.web("#21262D"),
                    Color.web("#111D2E"),
                    Color.web("#C9D1D9"),
                    Color.web("#8B949E")),
            new Tone("#58A6FF", "#1F6FEB", Color.web("#388BFD", 0.15), Color.web("#388BFD", 0.4)),
            new Tone("#3FB950", "#238636", Color.web("#2EA043", 0.15), Color.web("#2EA043", 0.4)),
            new Tone("#D29922", "#9E6A03", Color.web("#BB8009", 0.15), Color.web("#BB8009", 0.4)),
            new Tone("#F85149", "#DA3633", Color.web("#F85149", 0.15), Color.web("#F85149", 0.4)));

    private static final ReadOnlyObjectWrapper<Palette> CURRENT = new ReadOnlyObjectWrapper<>(LIGHT);

    public Palette {
        slots = List.copyOf(slots);
    }

    /// What the theme in force paints with; canvases listen (weakly) and repaint.
    public static ReadOnlyObjectProperty<Palette> current() {
        return CURRENT.getReadOnlyProperty();
    }

    static void use(Palette palette) {
        CURRENT.set(palette);
    }

    /// A series keeps its slot on every page.
    ///
    /// @param slot 1 to 6; anything else is the colour of the hatched rest
    public Color slot(int slot) {
        return slot >= 1 && slot <= slots.size() ? slots.get(slot - 1) : others;
    }

    public Color text() {
        return ground.text();
    }

    public Color muted() {
        return ground.muted();
    }

    public Color panel() {
        return ground.panel();
    }

    public Color border() {
        return ground.border();
    }

    /// Grid lines of a chart and the empty part of a bar: one value in both themes.
    public Color grid() {
        return ground.grid();
    }

    private static List<Color> colours(String... webs) {
        return List.of(webs).stream().map(Color::web).toList();
    }

    /// What lies behind the data, and the two text colours on it.
    public record Ground(
            Color page,
            Color panel,
            Color subtle,
            Color border,
            Color grid,
            Color selected,
            Color text,
            Color muted) {}

    /// One meaning in four strengths: text, filled, tinted ground, half-transparent fill.
    public record Tone(Color text, Color fill, Color subtle, Color muted) {
        Tone(String text, String fill, Color subtle, Color muted) {
            this(Color.web(text), Color.web(fill), subtle, muted);
        }
    }
}
