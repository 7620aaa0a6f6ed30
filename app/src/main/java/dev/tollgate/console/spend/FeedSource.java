package dev.tollgate.console.spend;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The running gateway's ledger.
record FeedSource(Feed feed) implements Source {
    @Override
    public Instant now() {
        return feed.gateway().time().instant();
    }

    @Override
    public ZoneId billingZone() {
        return feed.gateway().config().billingZone();
    }

    @Override
    public Queries.Spend spend(SpendQuery query) {
        return feed.queries().spendSoFar(query);
    }

    @Override
    public long settledPicosAfter(long sequence) {
        return feed.gateway().counts().settledPicosAfter(sequence);
    }

    @Override
    public <T> void query(Supplier<T> question, Consumer<T> apply) {
        feed.query("spend", question, apply);
    }
}
