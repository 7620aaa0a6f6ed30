package dev.tollgate.console.shell;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// Theme, page, size and place of the window, kept in a small file of the home: they are needed before the database is
/// open, since the window opens first and loads after.
final class WindowMemory {
    private static final System.Logger LOG = System.getLogger(WindowMemory.class.getName());
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;
    private static final double LEAST_WIDTH = 900;
    private static final double LEAST_HEIGHT = 600;

    private final Path file;
    private final Properties kept = new Properties();

    WindowMemory(Path home) {
        file = home.resolve("window.properties");
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                kept.load(in);
            } catch (IOException | IllegalArgumentException unreadable) {
                LOG.log(System.Logger.Level.DEBUG, "window place forgotten", unreadable);
            }
        }
    }

    Theme theme() {
        return word(Theme.class, "theme", Theme.SYSTEM);
    }

    void theme(Theme theme) {
        kept.setProperty("theme", word(theme));
    }

    Places.Name page() {
        return word(Places.Name.class, "page", Places.Name.LIVE);
    }

    void page(Places.Name page) {
        kept.setProperty("page", word(page));
    }

    /// Puts the window where it was, or in the middle of the first screen where that is no longer to be seen.
    void place(Stage stage) {
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        var screen = Screen.getPrimary().getVisualBounds();
        stage.setWidth(Math.min(number("width", WIDTH), screen.getWidth()));
        stage.setHeight(Math.min(number("height", HEIGHT), screen.getHeight()));
        double x = number("x", Double.NaN);
        double y = number("y", Double.NaN);
        var last = new Rectangle2D(orZero(x), orZero(y), stage.getWidth(), stage.getHeight());
        if (Double.isFinite(x + y) && seen(last)) {
            stage.setX(x);
            stage.setY(y);
        } else {
            stage.setX(screen.getMinX() + (screen.getWidth() - stage.getWidth()) / 2);
            stage.setY(screen.getMinY() + (screen.getHeight() - stage.getHeight()) / 2);
        }
        stage.setMaximized(Boolean.parseBoolean(kept.getProperty("maximized")));
    }

    void placed(Stage stage) {
        kept.setProperty("maximized", String.valueOf(stage.isMaximized()));
        if (!stage.isMaximized() && !stage.isFullScreen() && !stage.isIconified()) {
            kept.setProperty("x", String.valueOf(stage.getX()));
            kept.setProperty("y", String.valueOf(stage.getY()));
            kept.setProperty("width", String.valueOf(stage.getWidth()));
            kept.setProperty("height", String.valueOf(stage.getHeight()));
        }
    }

    /// Writes the file; off the JavaFX thread. A failure costs nothing but the place.
    void save() {
        try (var out = Files.newBufferedWriter(file)) {
            kept.store(out, null);
        } catch (IOException fault) {
            LOG.log(System.Logger.Level.DEBUG, "window place not kept", fault);
        }
    }

    /// At least the title and a hand's breadth must be on some screen.
    private static boolean seen(Rectangle2D window) {
        return Screen.getScreens().stream().map(Screen::getVisualBounds).anyMatch(screen -> screen.contains(
                window.getMinX() + Math.min(100, window.getWidth() / 2), window.getMinY() + 10));
    }

    private static double orZero(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    private double number(String name, double otherwise) {
        try {
            return Double.parseDouble(kept.getProperty(name, String.valueOf(otherwise)));
        } catch (NumberFormatException unreadable) {
            return otherwise;
        }
    }

    private <E extends Enum<E>> E word(Class<E> type, String name, E otherwise) {
        for (E each : type.getEnumConstants()) {
            if (word(each).equals(kept.getProperty(name))) {
                return each;
            }
        }
        return otherwise;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
