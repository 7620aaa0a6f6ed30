package dev.tollgate.console.requests;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.ledger.EntryFilter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Rows from the running gateway: settled ones as they come, older ones from its ledger, off the UI thread.
final class FeedSupply implements Supply {
    private final Feed feed;

    FeedSupply(Feed feed) {
        this.feed = feed;
    }

    @Override
    public Instant now() {
        return feed.gateway().time().instant();
    }

    @Override
    public long settled() {
        return feed.recent().count();
    }

    @Override
    public List<Entry> settledAfter(long since) {
        return feed.recent().after(since);
    }

    @Override
    public void page(EntryFilter filter, int limit, Optional<String> cursor, Consumer<Page> then) {
        feed.query("requests-page", () -> read(filter, limit, cursor), then);
    }

    private Page read(EntryFilter filter, int limit, Optional<String> cursor) {
        try {
            return new Page.Read(feed.queries().entries(filter, limit, cursor));
        } catch (RuntimeException fault) {
            // said in the list: a silent failure would look like an empty ledger
            return new Page.Unread(String.valueOf(fault.getMessage()));
        }
    }

    @Override
    public void count(EntryFilter filter, long atMost, LongConsumer then) {
        feed.query("requests-count", () -> feed.queries().count(filter, atMost), then::accept);
    }

    @Override
    public void entry(String id, Consumer<Optional<Entry>> then) {
        feed.act(() -> feed.queries().entry(id), then);
    }
}
