package dev.tollgate.console.requests;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import java.util.ArrayList;
import java.util.List;

/// Notes what the page asks of the frame.
final class Asked implements Places {
    final List<String> wishes = new ArrayList<>();
    final List<String> toasts = new ArrayList<>();
    final List<Undo> undos = new ArrayList<>();

    @Override
    public void open(Name page, View view) {
        wishes.add("open " + page);
    }

    @Override
    public void openRequest(String id) {
        wishes.add("request " + id);
    }

    @Override
    public void range(TimeRange range) {
        wishes.add("range " + range.length());
    }

    @Override
    public void filter(Filter filter) {
        wishes.add("filter " + filter.text());
    }

    @Override
    public void stop(String key) {
        wishes.add("stop " + key);
    }

    @Override
    public void toast(String text, List<Undo> undo) {
        toasts.add(text);
        undos.addAll(undo);
    }
}
