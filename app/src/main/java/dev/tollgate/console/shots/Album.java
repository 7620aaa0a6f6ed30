package dev.tollgate.console.shots;

import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.shell.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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

    private static final int USUAL = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    /// Until what was asked for has been asked: actions and further questions come out of the first answers.
    private static final Duration LEAST = Duration.ofMillis(400);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration AGAIN = Duration.ofMillis(250);

    /// Takes them all.
    public void take(Camera camera) throws IOException {
        var machines = TimeZone.getDefault();
        // what a user in Berlin sees, wherever the pictures are made
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
        camera.text(font);
        try {
            for (var situation : situations) {
                take(camera, situation);
            }
        } finally {
            TimeZone.setDefault(machines);
            camera.text(USUAL);
        }
    }

    private void take(Camera camera, Situation situation) throws IOException {
        try (var home = StagedHome.of(situation)) {
            var shell = Camera.call(() -> new Shell(home.gateway(), true));
            for (var sight : Sight.pages(home.remarkable())) {
                sight(camera, shell, situation, sight);
            }
            Camera.run(shell::close);
            for (var sight : Sight.over(home.remarkable())) {
                var own = Camera.call(() -> new Shell(home.gateway(), true));
                sight(camera, own, situation, sight);
                Camera.run(own::close);
            }
        }
    }

    private void sight(Camera camera, Shell shell, Situation situation, Sight sight) {
        open(camera, shell, sight);
        for (var theme : themes) {
            Camera.run(theme::use);
            for (var size : sizes) {
                var file = folder.resolve(sight.name() + "-" + theme.name().toLowerCase(Locale.ROOT) + "-"
                        + situation.word() + size.suffix() + ".png");
                Camera.run(shell.feed()::tickNow);
                Camera.settle(AGAIN);
                camera.take(new Camera.Film(size.width(), size.height(), scale), shell.feed()::tickNow, file);
                taken.accept(file);
            }
        }
    }

    /// Goes there step by step; what each has asked for arrives before the next.
    static void open(Camera camera, Shell shell, Sight sight) {
        var hand = new Hand(shell.root());
        camera.show(Camera.call(shell::root));
        for (var step : sight.steps()) {
            Camera.run(() -> step.accept(shell, hand));
            Camera.run(shell.feed()::tickNow);
            settle(shell);
        }
    }

    /// Until no question has been open for a while.
    private static void settle(Shell shell) {
        var quiet = Duration.ZERO;
        for (var waited = Duration.ZERO; waited.compareTo(PATIENCE) < 0
                && quiet.compareTo(LEAST) < 0; waited = waited.plus(LOOK)) {
            Camera.settle(LOOK);
            quiet = shell.feed().isQuiet() ? quiet.plus(LOOK) : Duration.ZERO;
        }
    }
}
