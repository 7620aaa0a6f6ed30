package dev.tollgate.console.feed;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Builds snapshots. Today's total is the roll-up up to a ledger sequence plus what settled after it; the roll-up is
/// asked once a second. Used by one thread at a time.
final class Snapshots {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Gateway gateway;
    private Queries.@Nullable Today rolledUp;
    private Instant asked = Instant.EPOCH;
    private Instant day = Instant.EPOCH;

    Snapshots(Gateway gateway) {
        this.gateway = gateway;
    }

    synchronized LiveSnapshot take(Optional<Dimension> by) {
        var now = gateway.time().instant();
        var flights = gateway.flights().views();
        var budgets = gateway.budgets();
        return new LiveSnapshot(now, gateway.status(), gateway.counts().view(by.orElse(Dimension.KEY)), flights,
                gateway.targets(), budgets, gateway.ledger(), gateway.control().pauses(),
                today(now, flights, Gateway.reservedPicos(budgets)), gateway.alarms().open(),
                gateway.versions().refused());
    }

    private LiveSnapshot.Today today(Instant now, List<FlightView> flights, long reserved) {
        var base = base(now);
        long after = base.sequence();
        var counts = gateway.counts();
        long running = flights.stream().mapToLong(FlightView::picos).sum();
        return new LiveSnapshot.Today(base.totals().picos() + counts.settledPicosAfter(after),
                reserved, running, base.totals().unpriced() + counts.unpricedAfter(after),
                base.totals().requests() + counts.requestsAfter(after));
    }

    private Queries.Today base(Instant now) {
        var midnight = now.atZone(gateway.config().billingZone()).toLocalDate()
                .atStartOfDay(gateway.config().billingZone()).toInstant();
        var last = rolledUp;
        if (last == null || !midnight.equals(day) || now.isAfter(asked.plus(FRESH))) {
            last = gateway.queries().total(midnight, now.plus(Duration.ofDays(1)));
            rolledUp = last;
            asked = now;
            day = midnight;
        }
        return last;
    }
}
