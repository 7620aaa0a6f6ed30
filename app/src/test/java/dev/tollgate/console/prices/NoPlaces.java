package dev.tollgate.console.prices;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import java.util.ArrayList;
import java.util.List;

/// Notes where a page would lead.
final class NoPlaces implements Places {
    final List<String> opened = new ArrayList<>();
    final List<View> views = new ArrayList<>();
    final List<String> toasts = new ArrayList<>();
    final List<Undo> undos = new ArrayList<>();

    @Override
    public void open(Name page, View view) {
        opened.add(page + " " + view.filter().text());
        views.add(view);
    }

    @Override
    public void openRequest(String id) {
        opened.add("request " + id);
    }

    @Override
    public void range(TimeRange range) {
        opened.add("range");
    }

    @Override
    public void filter(Filter filter) {
        opened.add("filter");
    }

    @Override
    public void stop(String key) {
        opened.add("stop " + key);
    }

    @Override
    public void toast(String text, List<Undo> undo) {
        toasts.add(text);
        undos.addAll(undo);
    }
}
