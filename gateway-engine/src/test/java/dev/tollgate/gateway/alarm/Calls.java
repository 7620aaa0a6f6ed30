package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.entry.Asked;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Ended;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Served;
import dev.tollgate.gateway.entry.State;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.TargetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Calls as they run and as they settle, for tests of what counts them.
final class Calls {
    /// Pico-dollars a token.
    static final long PRICE = 3_000_000;
    private static long number;

    private Calls() {}

    static Attribution who(String key, String... more) {
        var values = new EnumMap<Dimension, String>(Dimension.class);
        values.put(Dimension.KEY, key);
        for (int i = 0; i < more.length; i += 2) {
            values.put(Dimension.valueOf(more[i]), more[i + 1]);
        }
        return new Attribution(values, List.of(), Map.of());
    }

    static FlightView flight(String id, Attribution who, Instant at, long tokens) {
        return new FlightView(id, who.get(Dimension.KEY).orElse(""), "code", "sim/model",
                FlightView.Phase.STREAMING, at, 0, tokens, tokens * PRICE, true, who);
    }

    static Entry settled(String key, Instant at, long tokens) {
        return settled("req_" + ++number, who(key), at, tokens);
    }

    static Entry settled(String id, Attribution who, Instant at, long tokens) {
        return entry(id, who, at, List.of(attempt("sim", at, tokens, Optional.empty())), Optional.empty());
    }

    /// Failed at `provider`, whoever answered afterwards.
    static Entry failed(String key, Instant at, String provider, boolean fellBack) {
        var attempts = new ArrayList<Attempt>();
        attempts.add(attempt(provider, at, 0, Optional.of(Fault.SERVER_ERROR)));
        if (fellBack) {
            attempts.add(attempt("backup", at, 100, Optional.empty()));
        }
        return entry("req_" + ++number, who(key), at, attempts,
                fellBack ? Optional.of(provider + "/model") : Optional.empty());
    }

    private static Attempt attempt(String provider, Instant at, long tokens, Optional<Fault> fault) {
        var usage = Usage.of(0, tokens, UsageSource.REPORTED);
        return new Attempt(1, new TargetId(provider, "1", "model"), at,
                fault.isPresent() ? Outcome.FAILED : Outcome.SUCCESS, fault, fault.isPresent() ? 500 : 200, usage,
                Cost.of(tokens * PRICE, CostSource.COMPUTED, CostBound.EXACT, List.of()), Optional.empty(),
                OptionalLong.empty(), 1, Optional.empty());
    }

    private static Entry entry(String id, Attribution who, Instant at, List<Attempt> attempts,
            Optional<String> fellBackFrom) {
        var last = attempts.getLast();
        var usage = attempts.stream().map(Attempt::usage).reduce(Usage.NONE, Usage::plus);
        var cost = attempts.stream().map(Attempt::cost).reduce(Cost.NONE, Cost::plus);
        var target = last.target();
        return new Entry(id, at, Optional.of(at), State.SETTLED,
                new Asked(who.get(Dimension.KEY).orElse(""), Optional.of("code"), Optional.of("code"),
                        Optional.of(Endpoint.CHAT), Optional.of("code"), true),
                who, new Ended(last.outcome(), last.status(), Optional.empty(), Optional.empty()), Optional.empty(),
                new Served(Optional.of(target.label()), fellBackFrom, Optional.empty(),
                        Optional.of(target.provider()), Optional.of(target.model()), Optional.empty(),
                        attempts.size(), 0),
                usage, cost, 0, OptionalLong.empty(), 1, List.of(), attempts);
    }
}
