package dev.tollgate.console;

import dev.tollgate.console.demo.DemoTraffic;
import dev.tollgate.console.shots.Camera;
import dev.tollgate.console.shots.Diary;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.time.Time;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Objects;

/// What the demo shows where there is no display: its pages, drawn into files every minute.
final class Drawn {
    private Drawn() {}

    /// The pictures go beside the home that was given, else into the temporary one.
    static HeadlessDemo.Beside of(Launch launch, PrintStream err) {
        return (gateway, traffic, demo) -> {
            var folder = launch.home().map(home -> Objects.requireNonNullElse(home.toAbsolutePath().getParent(), home))
                    .orElseGet(demo::home);
            err.println("The pages are drawn into " + folder + " every minute.");
            Time.system().startPlatform("tollgate-pictures", () -> draw(gateway, traffic, folder, err));
        };
    }

    private static void draw(Gateway gateway, DemoTraffic traffic, Path folder, PrintStream err) {
        try {
            new Diary(gateway, traffic, folder).keep(Camera.start());
        } catch (UnsatisfiedLinkError | RuntimeException missing) {
            err.println("No pictures: " + missing.getMessage() + ". On Debian and Ubuntu apt-get install"
                    + " libpangoft2-1.0-0 brings what JavaFX needs. The demo goes on without.");
        }
    }
}
