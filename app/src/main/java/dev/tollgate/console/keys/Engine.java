package dev.tollgate.console.keys;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.keys.KeyRow.LastUse;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// What the page asks of the engine, off the JavaFX thread; answers come on it.
final class Engine {
    private static final int LATEST = 500;
    private static final Duration LATELY = Duration.ofDays(90);

    private final Feed feed;
    private final Map<String, LastUse> used = new HashMap<>();
    private boolean asked;
    private long heard;

    Engine(Feed feed) {
        this.feed = feed;
    }

    Feed feed() {
        return feed;
    }

    /// The file that alone may change the configuration.
    Optional<String> file() {
        return feed.gateway().versions().file();
    }

    /// Works out the page's next picture.
    void picture(LiveSnapshot now, Consumer<Picture> apply) {
        feed.query("keys", () -> {
            var gateway = feed.gateway();
            var version = gateway.configVersion();
            return Picture.of(now, gateway.config(), version, gateway.control().budgets().holds(), used(now.at()));
        }, apply);
    }

    /// From the ledger once, from what settles afterwards, and from what the engine noted itself.
    private synchronized Map<String, LastUse> used(Instant now) {
        if (!asked) {
            asked = true;
            days(now);
            feed.queries().entries(EntryFilter.between(now.minus(LATELY), now), LATEST, Optional.empty()).entries()
                    .forEach(this::seen);
        }
        long count = feed.recent().count();
        if (count > heard) {
            feed.recent().after(heard).forEach(this::seen);
            heard = count;
        }
        feed.gateway().config().keys().forEach(key -> feed.gateway().control().keys().lastUse(key.name())
                .ifPresent(at -> note(key.name(), new LastUse(at, false))));
        return Map.copyOf(used);
    }

    private void days(Instant now) {
        feed.queries().spend(new SpendQuery(List.of(Dimension.KEY), now.minus(LATELY), now.plus(Duration.ofDays(1)),
                SpendQuery.Step.DAY, Duration.ofDays(1), Map.<Dimension, Set<String>>of())).forEach(
                        row -> note(row.by().getFirst(), new LastUse(row.start(), true)));
    }

    private void seen(Entry entry) {
        entry.attribution().get(Dimension.KEY).ifPresent(key -> note(key, new LastUse(entry.started(), false)));
    }

    private void note(String key, LastUse use) {
        used.merge(key, use, LastUse::later);
    }
}
