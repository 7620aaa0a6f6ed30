package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Served;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.Usage;
import java.util.ArrayList;
import java.util.Optional;

/// What a settled request came to, where it is known only later: of a batch, when its output is seen. It counts for the
/// last attempt.
///
/// @param batch the provider's id of it; charged once
/// @param entry the request that made it
/// @param model that answered, where it was a single one
/// @param note for the attempt, in words
public record Amendment(String batch, String entry, Usage usage, Cost cost, Optional<String> model, String note) {
    /// @param e has an attempt
    Entry on(Entry e) {
        var attempts = new ArrayList<>(e.attempts());
        var last = attempts.removeLast();
        attempts.add(new Attempt(last.number(), last.target(), last.started(), last.outcome(), last.fault(),
                last.status(), usage, cost, model.or(last::responseModel), last.ttftMs(), last.durationMs(),
                Optional.of(last.detail().map(known -> known + "; " + note).orElse(note))));
        var served = e.served();
        return new Entry(e.id(), e.started(), e.ended(), e.state(), e.asked(), e.attribution(), e.result(),
                e.appOutcome(),
                new Served(served.target(), served.fellBackFrom(), served.routeType(), served.provider(),
                        served.upstreamModel(), model.or(served::responseModel), served.attempts(), served.retries()),
                attempts.stream().map(Attempt::usage).reduce(Usage.NONE, Usage::plus),
                attempts.stream().map(Attempt::cost).reduce(Cost.NONE, Cost::plus),
                (int) attempts.stream().filter(attempt -> !attempt.cost().isPriced()).count(), e.ttftMs(),
                e.durationMs(), e.decision(), attempts);
    }
}
