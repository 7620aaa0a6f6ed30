package dev.tollgate.gateway.request;

import dev.tollgate.gateway.admission.Admission;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.ledger.Amendment;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Unit;
import java.util.Map;
import java.util.Optional;

/// Charges batches to the requests that made them, each once, at the prices of its submission (COST §5). Thread-safe; asks
/// the database.
final class BatchCharges {
    /// A batch that is over.
    ///
    /// @param entry the request that made it
    /// @param used by model, as the provider names it
    record Seen(String batch, String entry, Map<String, Usage> used, Setup setup) {}

    private final Ledger ledger;
    private final Admission admission;

    BatchCharges(Ledger ledger, Admission admission) {
        this.ledger = ledger;
        this.admission = admission;
    }

    /// @throws dev.tollgate.gateway.ledger.LedgerFailure where it has to be tried again
    void charge(Seen seen) {
        var made = ledger.settled(seen.entry()).filter(entry -> !entry.attempts().isEmpty());
        made.map(entry -> amendment(seen, entry.attempts().getLast())).ifPresent(amendment -> ledger.amend(amendment)
                .ifPresent(entry -> count(seen.setup(), entry, amendment)));
    }

    private void count(Setup setup, Entry entry, Amendment amendment) {
        var config = setup.config();
        admission.charge(config.budgets(), config.billingZone(), entry.attribution(), entry.started(),
                amendment.cost().picos(), amendment.usage().get(Unit.INPUT) + amendment.usage().get(Unit.OUTPUT));
    }

    private static Amendment amendment(Seen seen, Attempt by) {
        var usage = Usage.NONE;
        var cost = Cost.NONE;
        boolean ordinary = false;
        for (var each : seen.used().entrySet()) {
            var model = Optional.of(each.getKey()).filter(name -> !name.isEmpty());
            var part = cost(seen.setup(), by, model, each.getValue());
            ordinary |= part.bound() != CostBound.EXACT;
            usage = usage.plus(each.getValue());
            cost = cost.plus(part);
        }
        var names = seen.used().keySet();
        return new Amendment(seen.batch(), seen.entry(), usage, cost,
                names.size() == 1
                        ? Optional.of(names.iterator().next()).filter(name -> !name.isEmpty())
                        : Optional.empty(),
                "what " + seen.batch() + " used, charged when it was seen to be over"
                        + (ordinary ? ", at the price of single calls: no price row with batch: true holds" : ""));
    }

    /// Batches are mostly cheaper than single calls: by the price of those the cost is an estimate.
    private static Cost cost(Setup setup, Attempt by, Optional<String> model, Usage usage) {
        boolean free = setup.config().provider(by.target().provider()).filter(each -> each.free()).isPresent();
        var cost = setup.prices().batchCost(by.target(), free, model, usage, by.started());
        boolean own = cost.source() != CostSource.COMPUTED
                || setup.prices().batchRow(by.target(), model, by.started()).filter(PriceRow::batch).isPresent();
        return own ? cost : new Cost(cost.picos(), cost.source(), CostBound.ESTIMATED, cost.lines(), cost.computed());
    }
}
