package dev.tollgate.console.alarms;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Notes the toasts, and the ways back they offer.
final class Noted implements Places {
    final List<String> toasts = new CopyOnWriteArrayList<>();
    final List<Undo> undos = new CopyOnWriteArrayList<>();

    @Override
    public void open(Name page, View view) {}

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
        undos.addAll(undo);
    }
}
