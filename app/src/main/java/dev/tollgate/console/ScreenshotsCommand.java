package dev.tollgate.console;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tollgate screenshots`: every page off-screen on generated data.
@Command(name = "screenshots", mixinStandardHelpOptions = true,
        description = "Renders every page off-screen on generated data to PAGE-THEME-SCENE.png.")
final class ScreenshotsCommand implements Callable<Integer> {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the pictures go.")
    @Nullable
    Path out;

    @Option(names = "--theme", paramLabel = "THEME", description = "light or dark; both without.")
    @Nullable
    String theme;

    @Option(names = "--size", paramLabel = "WxH", description = "Such as 1280x800; three sizes without.")
    @Nullable
    String size;

    @Option(names = "--scene", paramLabel = "SCENE", description = "empty, typical, incident or huge; all without.")
    @Nullable
    String scene;

    @Option(names = "--scale", paramLabel = "N", description = "Pixels for each point, 1 or 2.")
    int scale = 1;

    @Option(names = "--font", paramLabel = "PERCENT", description = "Size of text, 100 or 150.")
    int font = 100;

    @Override
    public Integer call() throws Exception {
        return 1;
    }
}
