package dev.tollgate.console;

import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.shots.Album;
import dev.tollgate.console.shots.Camera;
import dev.tollgate.console.shots.Situation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tollgate screenshots`: every page off-screen on generated data.
@Command(name = "screenshots", mixinStandardHelpOptions = true, description = "Renders every page off-screen on generated data to PAGE-THEME-SCENE.png.")
final class ScreenshotsCommand implements Callable<Integer> {
    private static final Pattern SIZE = Pattern.compile("(\\d{3,4})x(\\d{3,4})");
    private static final Pattern THEME = Pattern.compile("light|dark", Pattern.CASE_INSENSITIVE);
    private static final List<Album.Size> SIZES = List.of(Album.Size.USUAL, new Album.Size(1000, 700),
            new Album.Size(1920, 1080));

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the pictures go.")
    Path out = Path.of("");

    @Option(names = "--theme", paramLabel = "THEME", description = "light or dark; both without.")
    @Nullable
    String theme; // a word: picocli looks into the type of every field at every start, and Theme knows JavaFX

    @Option(names = "--size", paramLabel = "WxH", description = "Such as 1280x800; three sizes without.")
    @Nullable
    String size;

    @Option(names = "--scene", paramLabel = "SCENE", description = "empty, typical, incident or huge; all without.")
    @Nullable
    Situation scene;

    @Option(names = "--scale", paramLabel = "N", description = "Pixels for each point, 1 to 4.")
    int scale = 1;

    @Option(names = "--font", paramLabel = "PERCENT", description = "Size of text, 100 to 200.")
    int font = 100;

    @Override
    public Integer call() throws IOException {
        if (scale < 1 || scale > 4 || font < 100 || font > 200 || (size != null && !SIZE.matcher(size).matches())
                || (theme != null && !THEME.matcher(theme).matches())) {
            System.err.println("--scale is 1 to 4, --font 100 to 200, --size such as 1280x800, --theme light or dark.");
            return Commands.BAD_CONFIG;
        }
        new Album(out, scene == null ? List.of(Situation.values()) : List.of(scene),
                themes(), sizes(), scale, font,
                System.out::println).take(Camera.start());
        return 0;
    }

    private List<Theme> themes() {
        return theme == null
                ? List.of(Theme.LIGHT, Theme.DARK)
                : List.of(Theme.valueOf(theme.toUpperCase(Locale.ROOT)));
    }

    private List<Album.Size> sizes() {
        if (size == null) {
            return scale == 1 && font == 100 ? SIZES : List.of(Album.Size.USUAL);
        }
        var parts = SIZE.matcher(size);
        return parts.matches()
                ? List.of(new Album.Size(Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2))))
                : SIZES;
    }
}
