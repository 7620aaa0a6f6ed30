package dev.tollgate.console.spend;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Where a click on a mark of the page leads: to a filter, to requests, to a window and back.
record Narrowing(SpendModel model, Places places) {
    private static final Set<String> ERRORS = Set.of(Outcome.FAILED.word(), Outcome.INTERRUPTED.word(),
            Outcome.INVALID_OUTPUT.word());

    /// Only this value; once more, and the filter on it goes.
    void only(Dimension dimension, String name) {
        var filter = filter();
        if (Set.of(name).equals(filter.only().get(dimension))) {
            var rest = new HashMap<>(filter.only());
            rest.remove(dimension);
            places.filter(new Filter(rest, filter.not(), filter.minPicos(), filter.fellBack()));
        } else {
            places.filter(filter.with(dimension, name));
        }
    }

    /// All but this value.
    void not(Dimension dimension, String name) {
        var filter = filter();
        Map<Dimension, Set<String>> not = new HashMap<>(filter.not());
        var names = new HashSet<>(not.getOrDefault(dimension, Set.of()));
        names.add(name);
        not.put(dimension, names);
        places.filter(new Filter(filter.only(), not, filter.minPicos(), filter.fellBack()));
    }

    /// The requests behind one line of the table, in the window if there is one.
    void open(Found.Line line) {
        open(range(), line.isValue() ? filter().with(model.asked().by(), line.name()) : filter());
    }

    /// The requests behind everything shown.
    void openAll() {
        open(range(), filter());
    }

    /// The requests of one bar, or of one part of it.
    void open(Span bar, Filter filter) {
        open(bar.range(), filter);
    }

    /// The requests of the targets that have no price; the whole range, as the figure that was clicked counts it.
    void openUnpriced(Found found) {
        open(found.asked().range(), with(Dimension.TARGET, found.unpriced()));
    }

    void openFailed(Found found) {
        open(found.asked().range(), with(Dimension.OUTCOME, ERRORS));
    }

    private Filter filter() {
        return model.asked().filter();
    }

    private TimeRange range() {
        return model.asked().window().map(Span::range).orElse(model.asked().range());
    }

    private Filter with(Dimension dimension, Set<String> values) {
        var only = new HashMap<>(filter().only());
        only.put(dimension, values);
        return new Filter(only, filter().not(), filter().minPicos(), filter().fellBack());
    }

    private void open(TimeRange range, Filter filter) {
        places.open(Places.Name.REQUESTS, new View(range, filter));
    }

    void window(Span window) {
        model.drag(window);
        places.range(window.range());
    }

    /// From the window back to the range it was dragged in.
    void close() {
        places.range(model.asked().range());
    }
}
