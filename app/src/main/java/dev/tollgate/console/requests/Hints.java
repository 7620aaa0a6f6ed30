package dev.tollgate.console.requests;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What would match where nothing does: without one of the filter's parts, in a wider range, and when last. Immutable.
record Hints(Optional<Without> without, Optional<Wider> wider, Optional<Entry> last) {
    static final Hints NONE = new Hints(Optional.empty(), Optional.empty(), Optional.empty());
    private static final long MOST = 10_000;
    private static final List<Duration> RANGES = List.of(Duration.ofMinutes(15), Duration.ofHours(1),
            Duration.ofHours(6), Duration.ofHours(24), Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(90));

    /// The filter less one part.
    record Without(String part, Filter filter, long matches) {}

    /// A longer sliding range.
    record Wider(TimeRange range, long matches) {}

    /// Asks the ledger; not for the JavaFX thread.
    static Hints of(Feed feed, View view) {
        return of(feed.queries(), view, feed.gateway().time().instant());
    }

    static Hints of(Queries queries, View view, Instant now) {
        var filter = view.filter();
        return new Hints(without(queries, view, now), wider(queries, view, now),
                queries.entries(filter.entries(Instant.EPOCH, now.plusSeconds(60)), 1, Optional.empty()).entries()
                        .stream().findFirst());
    }

    private static Optional<Without> without(Queries queries, View view, Instant now) {
        return parts(view.filter()).stream()
                .map(each -> new Without(each.part(), each.filter(), queries.count(
                        each.filter().entries(view.range().from(now), view.range().to(now).plusSeconds(60)), MOST)))
                .filter(each -> each.matches() > 0).max(Comparator.comparingLong(Without::matches));
    }

    private static Optional<Wider> wider(Queries queries, View view, Instant now) {
        var length = Duration.between(view.range().from(now), now);
        return RANGES.stream().filter(range -> range.compareTo(length) > 0).map(range -> new Wider(
                TimeRange.live(range),
                queries.count(view.filter().entries(now.minus(range), now.plusSeconds(60)), MOST)))
                .filter(each -> each.matches() > 0).findFirst();
    }

    /// The filter without each of its parts in turn.
    static List<Without> parts(Filter f) {
        var parts = new ArrayList<Without>();
        f.only().keySet().forEach(d -> parts.add(part(f,
                new Filter(less(f.only(), d), f.not(), f.minPicos(), f.fellBack()))));
        f.not().keySet().forEach(d -> parts.add(part(f,
                new Filter(f.only(), less(f.not(), d), f.minPicos(), f.fellBack()))));
        if (f.minPicos().isPresent()) {
            parts.add(part(f, new Filter(f.only(), f.not(), OptionalLong.empty(), f.fellBack())));
        }
        if (f.fellBack().isPresent()) {
            parts.add(part(f, new Filter(f.only(), f.not(), f.minPicos(), Optional.empty())));
        }
        return parts;
    }

    /// Named by what the text of the whole has and the rest lacks.
    private static Without part(Filter whole, Filter rest) {
        var left = List.of(rest.text().split(" "));
        var gone = new ArrayList<>(List.of(whole.text().split(" ")));
        left.forEach(gone::remove);
        return new Without(String.join(" ", gone), rest, 0);
    }

    private static Map<Dimension, Set<String>> less(Map<Dimension, Set<String>> map, Dimension gone) {
        var rest = new HashMap<>(map);
        rest.remove(gone);
        return rest;
    }
}
