package dev.tollgate.gateway.event;

import dev.tollgate.gateway.entry.Asked;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Ended;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Served;
import dev.tollgate.gateway.entry.State;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Builds settled entries for tests of what listens to them.
final class Entries {
    private final String id;
    private final String key;
    private final List<Attempt> attempts = new ArrayList<>();
    private Attribution who = Attribution.NONE;
    private Outcome outcome = Outcome.SUCCESS;
    private Optional<String> fellBackFrom = Optional.empty();

    private Entries(String id, String key) {
        this.id = id;
        this.key = key;
    }

    static Entries of(String id, String key) {
        return new Entries(id, key);
    }

    Entries who(Attribution attribution) {
        who = attribution;
        return this;
    }

    Entries outcome(Outcome how) {
        outcome = how;
        return this;
    }

    Entries fellBackFrom(String target) {
        fellBackFrom = Optional.of(target);
        return this;
    }

    Entries attempt(String provider, String model, long input, long cacheRead, long output, long picos) {
        return attempt(provider, model, Outcome.SUCCESS, input, cacheRead, output,
                Cost.of(picos, CostSource.COMPUTED, CostBound.EXACT, List.of()));
    }

    Entries attempt(String provider, String model, Outcome how, long input, long cacheRead, long output, Cost cost) {
        var usage = Usage.of(input, output, UsageSource.REPORTED).with(Unit.CACHE_READ, cacheRead);
        attempts.add(new Attempt(attempts.size() + 1, new TargetId(provider, "1", model), Instant.EPOCH, how,
                Optional.empty(), 200, usage, cost, Optional.empty(), OptionalLong.empty(), 1, Optional.empty()));
        return this;
    }

    Entry entry() {
        var usage = attempts.stream().map(Attempt::usage).reduce(Usage.NONE, Usage::plus);
        var cost = attempts.stream().map(Attempt::cost).reduce(Cost.NONE, Cost::plus);
        int unpriced = (int) attempts.stream().filter(each -> !each.cost().isPriced()).count();
        return new Entry(id, Instant.EPOCH, Optional.of(Instant.EPOCH), State.SETTLED,
                new Asked(key, Optional.of("fast"), Optional.of("fast"), Optional.of(Endpoint.CHAT),
                        Optional.of("fast"), true),
                who, new Ended(outcome, 200, Optional.empty(), Optional.empty()), Optional.empty(),
                new Served(Optional.empty(), fellBackFrom, Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.empty(), attempts.size(), 0),
                usage, cost, unpriced, OptionalLong.empty(), 1, List.of(), attempts);
    }
}
