package dev.tollgate.console.shots;

import dev.tollgate.console.demo.DemoTraffic;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.shell.Shell;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// A running demo's pages, drawn again and again: what a window would show where there is none.
public final class Diary {
    private static final Duration FIRST = Duration.ofSeconds(8);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(1_500);

    private final Gateway gateway;
    private final DemoTraffic traffic;
    private final Path folder;

    public Diary(Gateway gateway, DemoTraffic traffic, Path folder) {
        this.gateway = gateway;
        this.traffic = traffic;
        this.folder = folder;
    }

    /// Draws until the gateway stops.
    public void keep(Camera camera) {
        var shell = Camera.call(() -> {
            var made = new Shell(gateway, true);
            made.demo(traffic, () -> {});
            made.start(Places.Name.LIVE);
            return made;
        });
        camera.show(Camera.call(shell::root));
        var theme = Theme.DARK;
        Camera.settle(FIRST);
        while (gateway.status().state() == GatewayStatus.State.LISTENING) {
            Camera.run(theme::use);
            for (var page : Places.Name.values()) {
                Camera.run(() -> shell.open(page, View.NOW));
                Camera.settle(LOOK);
                camera.take(new Camera.Film(Album.Size.USUAL.width(), Album.Size.USUAL.height(), 1),
                        shell.feed()::tickNow, folder.resolve(page.name().toLowerCase(Locale.ROOT) + ".png"));
            }
            Camera.run(() -> shell.open(Places.Name.LIVE, View.NOW));
            gateway.time().sleep(EVERY);
        }
    }
}
