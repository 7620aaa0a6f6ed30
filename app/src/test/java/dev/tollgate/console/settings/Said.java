package dev.tollgate.console.settings;

import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.testing.NotedPlaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Notes what the page says and what it asks of the window.
final class Said extends NotedPlaces implements Host {
    final List<Path> restored = new ArrayList<>();
    final List<Boolean> notified = new ArrayList<>();
    private Theme theme = Theme.LIGHT;

    @Override
    public Theme theme() {
        return theme;
    }

    @Override
    public void theme(Theme next) {
        theme = next;
    }

    @Override
    public void restore(Path backup, Optional<char[]> passphrase) {
        restored.add(backup);
    }

    @Override
    public Desktop desktop() {
        return new Desktop() {
            @Override
            public void tell(boolean on) {
                notified.add(on);
            }

            @Override
            public Optional<String> trouble() {
                return Optional.of("No note can be shown here.");
            }

            @Override
            public Optional<String> note(String title, String text) {
                return Optional.of("The desktop did not take \"" + title + "\".");
            }
        };
    }
}
