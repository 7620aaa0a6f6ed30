package dev.tollgate.console.settings;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Theme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Notes what the page says and what it asks of the window.
final class Said implements Places, Host {
    final List<String> toasts = new ArrayList<>();
    final List<Name> opened = new ArrayList<>();
    final List<Path> restored = new ArrayList<>();
    private Theme theme = Theme.LIGHT;

    @Override
    public void open(Name page, View view) {
        opened.add(page);
    }

    @Override
    public void openRequest(String id) {}

    @Override
    public void range(TimeRange range) {}

    @Override
    public void filter(Filter filter) {}

    @Override
    public void stop(String key) {}

    @Override
    public void toast(String text, List<Undo> undo) {
        toasts.add(text);
    }

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
}
