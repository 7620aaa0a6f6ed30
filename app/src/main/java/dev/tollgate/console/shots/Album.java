package dev.tollgate.console.shots;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.shell.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.function.Consumer;

/// All pictures that were asked for: each page in each situation, theme and size.
///
/// @param scale pixels for each point
/// @param font size of text in percent
/// @param taken hears of each file
public record Album(Path folder, List<Situation> situations, List<Theme> themes, List<Size> sizes, int scale, int font,
        Consumer<Path> taken) {
    /// Points.
    public record Size(int width, int height) {
        public static final Size USUAL = new Size(1280, 800);

        String suffix() {
            return equals(USUAL) ? "" : "-" + width + "x" + height;
        }
    }

    private static final View WEEK = new View(TimeRange.live(Duration.ofDays(7)), Filter.NONE);
    private static final Duration FIRST = Duration.ofMillis(1_500);
    private static final Duration AGAIN = Duration.ofMillis(250);

    /// A page, and how to get there.
    record Sight(String name, Consumer<Shell> open) {}

    /// Takes them all.
    public void take(Camera camera) throws IOException {
        var machines = TimeZone.getDefault();
        // what a user in Berlin sees, wherever the pictures are made
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        try {
            for (var situation : situations) {
                take(camera, situation);
            }
        } finally {
            TimeZone.setDefault(machines);
        }
    }

    private void take(Camera camera, Situation situation) throws IOException {
        try (var home = StagedHome.of(situation)) {
            var shell = Camera.call(() -> new Shell(home.gateway(), true));
            for (var sight : sights(home.remarkable())) {
                sight(camera, shell, situation, sight);
            }
            Camera.run(shell::close);
        }
    }

    static List<Sight> sights(Optional<String> remarkable) {
        return List.of(new Sight("live", shell -> shell.open(Places.Name.LIVE, View.NOW)),
                new Sight("requests", shell -> {
                    shell.open(Places.Name.REQUESTS, View.NOW);
                    remarkable.ifPresent(shell::openRequest);
                }),
                new Sight("spend", shell -> shell.open(Places.Name.SPEND, WEEK)),
                new Sight("keys", shell -> shell.open(Places.Name.KEYS, View.NOW)),
                new Sight("budgets", Shell::openBudgets),
                new Sight("routes", shell -> shell.openTab(Places.Name.ROUTES, "Routes")),
                new Sight("providers", shell -> shell.openTab(Places.Name.ROUTES, "Providers")),
                new Sight("prices", shell -> shell.open(Places.Name.PRICES, View.NOW)),
                new Sight("smoke", shell -> {
                    shell.open(Places.Name.SMOKE, View.NOW);
                    remarkable.ifPresent(_ -> shell.openSmoke(SmokeStory.BROKEN, SmokeStory.WRONG));
                }),
                new Sight("alarms", shell -> shell.open(Places.Name.ALARMS, View.NOW)),
                new Sight("settings", shell -> shell.open(Places.Name.SETTINGS, View.NOW)),
                new Sight("setup", Shell::openSetup));
    }

    private void sight(Camera camera, Shell shell, Situation situation, Sight sight) {
        camera.show(Camera.call(shell::root));
        Camera.run(() -> sight.open().accept(shell));
        Camera.run(shell.feed()::tickNow);
        Camera.settle(FIRST);
        for (var theme : themes) {
            Camera.run(theme::use);
            for (var size : sizes) {
                var file = folder.resolve(sight.name() + "-" + theme.name().toLowerCase(Locale.ROOT) + "-"
                        + situation.word() + size.suffix() + ".png");
                Camera.run(shell.feed()::tickNow);
                Camera.settle(AGAIN);
                camera.take(new Camera.Film(size.width(), size.height(), scale, font), shell.feed()::tickNow, file);
                taken.accept(file);
            }
        }
    }
}
