package dev.tollgate.gateway;

import dev.tollgate.gateway.admission.Admission;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.ledger.StateStore;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Budgets that have no counter yet get what their window has used so far, from the ledger. Thread-safe.
final class RestoredBudgets implements Consumer<GatewayConfig> {
    private static final String STORED_AS = "budget-steps";
    private static final String RAISES = "budget-raises";
    private static final Duration AGAIN = Duration.ofSeconds(15);

    private record Known(Budget budget, ZoneId zone) {}

    private final Admission admission;
    private final UsedBefore before;
    private final StateStore state;
    private final Time time;
    private final Set<Known> known = new HashSet<>();
    /// Budgets made while calls ran, and until when their calls are looked for.
    private final Map<Known, Instant> fresh = new HashMap<>();
    private Instant next = Instant.EPOCH;
    private boolean opened;

    RestoredBudgets(Admission admission, Ledger ledger, Time time) {
        this.admission = admission;
        this.before = new UsedBefore(ledger.queries(), time);
        this.state = ledger.state();
        this.time = time;
        state.load(STORED_AS).ifPresent(admission::recall);
        state.load(RAISES).ifPresent(admission.raises()::recall);
    }

    @Override
    public synchronized void accept(GatewayConfig config) {
        var now = time.instant();
        for (var budget : config.budgets()) {
            var each = new Known(budget, config.billingZone());
            if (known.add(each)) {
                restore(each);
                if (opened) {
                    var longest = config.routes().stream().map(route -> route.timeouts().total())
                            .max(Duration::compareTo).orElse(AGAIN);
                    fresh.put(each, now.plus(longest).plus(AGAIN));
                }
            }
        }
        opened = true;
    }

    private void restore(Known each) {
        var start = admission.windowStart(each.budget, each.zone);
        before.of(each.budget, start)
                .forEach((subject, used) -> admission.restore(each.budget, each.zone, subject, start, used));
    }

    /// Calls that ran when a budget was made hold nothing in it: what they came to is looked up as long as they may
    /// run. Keeps which steps were told and what was raised.
    synchronized void flush() {
        admission.told().ifPresent(told -> state.save(STORED_AS, told));
        var now = time.instant();
        admission.raises().takeChanged(now).ifPresent(raises -> state.save(RAISES, raises));
        if (!fresh.isEmpty() && !now.isBefore(next)) {
            next = now.plus(AGAIN);
            fresh.keySet().forEach(this::restore);
            fresh.values().removeIf(now::isAfter);
        }
    }
}
