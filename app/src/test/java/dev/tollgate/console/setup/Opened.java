package dev.tollgate.console.setup;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import java.util.List;

/// Notes which requests were opened.
record Opened(List<String> ids) implements Places {
    @Override
    public void open(Name page, View view) {}

    @Override
    public void openRequest(String id) {
        ids.add(id);
    }

    @Override
    public void range(TimeRange range) {}

    @Override
    public void filter(Filter filter) {}

    @Override
    public void stop(String key) {}

    @Override
    public void toast(String text, List<Undo> undo) {}
}
