package dev.tollgate.console.shots;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.admission.Claim;
import dev.tollgate.gateway.admission.Decision;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.KeyLimits;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// The budgets of a picture: they count its last hour call by call, so that they project the pace that everybody sees.
///
/// @param told the configuration of the picture, with its budgets
record Budgeted(Gateway gateway, GatewayConfig told) {
    static final Duration SEEN = Duration.ofHours(1);

    /// Counts what ended before this moment and was seen, and lets the clock go there.
    void before(Instant moment, StillTime time, List<Entry> entries) {
        var from = time.instant();
        entries.stream().filter(each -> isWithin(each.ended().orElse(each.started()), from, moment))
                .sorted(Comparator.comparing(each -> each.ended().orElse(each.started()))).forEach(each -> {
                    time.set(each.ended().orElse(each.started()));
                    settled(each);
                });
        time.set(moment);
    }

    private static boolean isWithin(Instant at, Instant from, Instant to) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    void settled(Entry entry) {
        long picos = entry.cost().isPriced() ? entry.cost().picos() : 0;
        long tokens = tokens(entry.usage());
        var claim = new Claim(entry.id(), entry.attribution(), KeyLimits.NONE, picos, tokens,
                entry.cost().isPriced());
        if (gateway.admission().admit(told.budgets(), told.billingZone(), claim) instanceof Decision.Admitted yes) {
            yes.reservation().settle(picos, tokens, true);
        }
    }

    private static long tokens(Usage usage) {
        return usage.get(Unit.INPUT) + usage.get(Unit.OUTPUT);
    }

    /// Held until the home goes: the call runs on.
    void held(InFlight call) {
        gateway.admission().admit(told.budgets(), told.billingZone(),
                new Claim(call.id(), call.who(), KeyLimits.NONE, call.most(), 0, true));
    }

    /// What their windows used before comes from the ledger, and never lowers what was counted.
    void takeEffect() {
        gateway.versions().apply("console", now -> now.withBudgets(told.budgets()));
    }
}
