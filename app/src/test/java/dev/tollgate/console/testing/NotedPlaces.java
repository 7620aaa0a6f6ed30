package dev.tollgate.console.testing;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Leads nowhere, and notes where a page would have led, what it said, and the ways back it offered.
public class NotedPlaces implements Places {
    /// Each step as one line, such as `REQUESTS key:web`, `request req_1`, `range PT15M`, `filter key:web`, `stop web`.
    public final List<String> opened = new CopyOnWriteArrayList<>();
    public final List<View> views = new CopyOnWriteArrayList<>();
    public final List<String> toasts = new CopyOnWriteArrayList<>();
    public final List<Undo> undos = new CopyOnWriteArrayList<>();

    /// The newest toast, empty where none was shown.
    public final String last() {
        return toasts.isEmpty() ? "" : toasts.getLast();
    }

    /// Takes the newest of what can be taken back, back.
    public final void undo() {
        undos.getLast().action().run();
    }

    @Override
    public final void open(Name page, View view) {
        opened.add((page + " " + view.filter().text()).strip());
        views.add(view);
    }

    @Override
    public final void openRequest(String id) {
        opened.add("request " + id);
    }

    @Override
    public final void range(TimeRange range) {
        opened.add("range " + range.length());
    }

    @Override
    public final void filter(Filter filter) {
        opened.add("filter " + filter.text());
    }

    @Override
    public final void stop(String subject) {
        opened.add("stop " + subject);
    }

    @Override
    public final void toast(String text, List<Undo> undo) {
        toasts.add(text);
        undos.addAll(undo);
    }
}
