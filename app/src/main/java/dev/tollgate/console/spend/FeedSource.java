package dev.tollgate.console.spend;

import dev.tollgate.console.chart.ChartData.Marker;
import dev.tollgate.console.feed.Colours;
import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Signs;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The running gateway's ledger.
record FeedSource(Feed feed) implements Source {
    @Override
    public Instant now() {
        return feed.gateway().time().instant();
    }

    @Override
    public Records records() {
        var config = feed.gateway().config();
        return new Records(config.billingZone(), config.retention().rollupMinute(), config.retention().rollupHour());
    }

    @Override
    public Colours colours() {
        return feed.colours();
    }

    @Override
    public Queries.Spend spend(SpendQuery query) {
        return feed.queries().spendSoFar(query);
    }

    @Override
    public List<Marker> alarms(Instant from, Instant to) {
        return feed.gateway().alarms().between(from, to).stream()
                .map(alarm -> new Marker(alarm.started(), Signs.of(alarm.severity()),
                        Signs.text(alarm.name(), alarm.subject().name())))
                .toList();
    }

    @Override
    public <T> void query(Supplier<T> question, Consumer<T> apply) {
        feed.query("spend", question, apply);
    }
}
