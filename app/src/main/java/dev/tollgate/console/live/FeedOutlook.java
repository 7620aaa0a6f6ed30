package dev.tollgate.console.live;

import dev.tollgate.console.feed.Colours;
import dev.tollgate.console.feed.Feed;
import dev.tollgate.gateway.alarm.Tempo;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.LiveView;
import dev.tollgate.gateway.ledger.EntryFilter;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The engine behind a feed.
record FeedOutlook(Feed feed) implements Outlook {
    private static final int KEPT = 5_000;
    private static final int LOOKED_AT = 200;
    private static final Duration LATELY = Duration.ofMinutes(15);

    @Override
    public LiveView view(Dimension by) {
        return feed.gateway().counts().view(by);
    }

    @Override
    public Map<String, Tempo> tempos(Dimension by) {
        return feed.gateway().alarms().tempos(by);
    }

    @Override
    public List<String> keys() {
        return feed.gateway().config().keys().stream().map(KeyEntry::name).toList();
    }

    @Override
    public List<String> providers() {
        return feed.gateway().config().providers().stream().filter(Provider::enabled).map(Provider::name).toList();
    }

    @Override
    public Optional<String> exampleModel() {
        var config = feed.gateway().config();
        return config.routes().stream().map(Route::name).filter(name -> name.indexOf('*') < 0).findFirst()
                .or(() -> config.providers().stream().flatMap(p -> p.models().stream()).findFirst());
    }

    @Override
    public ZoneId billingZone() {
        return feed.gateway().config().billingZone();
    }

    @Override
    public Colours colours() {
        return feed.colours();
    }

    @Override
    public void before(Dimension by, Instant since, Consumer<Before> apply) {
        feed.query("live-before-" + by, () -> Before.of(feed.queries()::spendSoFar, by, since), apply);
    }

    @Override
    public void earlier(Instant since, Consumer<List<Entry>> apply) {
        var lately = EntryFilter.between(since.minus(LATELY), feed.gateway().time().instant());
        feed.query("live-earlier", () -> feed.queries().entries(lately, LOOKED_AT, Optional.empty()).entries(), apply);
    }

    @Override
    public long settled() {
        return feed.recent().count();
    }

    // Counted by what came: between two questions more may settle. Beyond what is kept, the newest
    // count is as good.
    @Override
    public News settledAfter(long count) {
        var entries = feed.recent().after(count);
        return new News(entries.size() < KEPT ? count + entries.size() : feed.recent().count(), entries);
    }

    @Override
    public <T> void prepare(Supplier<T> work, Consumer<T> apply) {
        feed.query("live", work, apply);
    }
}
