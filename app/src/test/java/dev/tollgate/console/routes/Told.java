package dev.tollgate.console.routes;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Notes what was said and how to take it back.
final class Told implements Places {
    private final List<String> words = new CopyOnWriteArrayList<>();
    private final List<Undo> undos = new CopyOnWriteArrayList<>();

    String last() {
        return words.isEmpty() ? "" : words.getLast();
    }

    List<String> words() {
        return words;
    }

    void undo() {
        undos.getLast().action().run();
    }

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
        undos.addAll(undo);
        words.add(text);
    }
}
