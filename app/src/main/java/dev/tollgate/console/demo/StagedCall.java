package dev.tollgate.console.demo;

import dev.tollgate.gateway.entry.Asked;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Ended;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Served;
import dev.tollgate.gateway.entry.State;
import dev.tollgate.gateway.entry.Verdict;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.PriceBook;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A call that was never made, told as the ledger would tell it: for the demo's past days and for pictures.
///
/// @param key who called
/// @param target who answered
/// @param free whether that provider is
/// @param instead the first target, which failed before; empty where the first one answered
/// @param fault how it failed in the end; empty for a success
/// @param input tokens, cached ones included
/// @param millis from arrival to the end
public record StagedCall(String id, Instant started, String key, String route, boolean stream, TargetId target,
        boolean free, Optional<TargetId> instead, Optional<Fault> fault, Map<Dimension, String> who, long input,
        long cached, long output, long millis) {
    /// The finished entry, priced by this book.
    public Entry entry(PriceBook book) {
        var attempts = new ArrayList<Attempt>();
        instead.ifPresent(first -> attempts.add(failed(1, first, Fault.SERVER_ERROR, 180)));
        long gone = attempts.isEmpty() ? 0 : 180;
        attempts.add(fault.map(why -> failed(attempts.size() + 1, target, why, millis - gone))
                .orElseGet(() -> answered(attempts.size() + 1, book)));
        var last = attempts.getLast();
        var values = new EnumMap<Dimension, String>(Dimension.class);
        values.putAll(who);
        values.put(Dimension.KEY, key);
        return new Entry(id, started, Optional.of(started.plusMillis(millis)), State.SETTLED, asked(),
                new Attribution(values, List.of("simulated"), Map.of()), ended(), Optional.empty(), served(attempts),
                last.usage(), last.cost(), last.cost().isPriced() ? 0 : 1,
                fault.isPresent() ? OptionalLong.empty() : OptionalLong.of(gone + last.ttftMs().orElse(0)), millis,
                verdicts(), attempts);
    }

    private Asked asked() {
        var endpoint = target.model().contains("embed") ? Endpoint.EMBEDDINGS : Endpoint.CHAT;
        return new Asked(key, Optional.of(route), Optional.of(route), Optional.of(endpoint), Optional.of(route),
                stream);
    }

    private Ended ended() {
        return fault.map(why -> new Ended(Outcome.FAILED, 502, Optional.empty(),
                Optional.of("All targets of the route " + route + " failed; the last: " + why.word() + ".")))
                .orElseGet(() -> new Ended(Outcome.SUCCESS, 200, Optional.empty(), Optional.empty()));
    }

    private Served served(List<Attempt> attempts) {
        return new Served(Optional.of(target.label()), instead.filter(_ -> fault.isEmpty()).map(TargetId::label),
                Optional.of(free ? RouteType.FREE : instead.isPresent() ? RouteType.BACKUP : RouteType.DIRECT),
                Optional.of(target.provider()), Optional.of(target.model()),
                fault.isPresent() ? Optional.empty() : Optional.of(target.model()), attempts.size(), 0);
    }

    private List<Verdict> verdicts() {
        var verdicts = new ArrayList<Verdict>();
        instead.ifPresent(first -> verdicts.add(new Verdict(first.label(), Verdict.Kind.TRIED, "first of the route")));
        verdicts.add(new Verdict(target.label(), Verdict.Kind.TRIED,
                instead.isPresent() ? "next after server_error" : "first of the route"));
        return verdicts;
    }

    private Attempt answered(int number, PriceBook book) {
        var usage = Usage.of(input, output, UsageSource.REPORTED).with(Unit.CACHE_READ, cached);
        var at = number > 1 ? started.plusMillis(180) : started;
        long took = number > 1 ? millis - 180 : millis;
        return new Attempt(number, target, at, Outcome.SUCCESS, Optional.empty(), 200, usage,
                book.cost(target, free, Optional.empty(), usage, at), Optional.of(target.model()),
                OptionalLong.of(Math.max(1, took / 5)), took, Optional.empty());
    }

    private Attempt failed(int number, TargetId at, Fault why, long took) {
        return new Attempt(number, at, started, Outcome.FAILED, Optional.of(why), why == Fault.CONNECT ? 0 : 500,
                Usage.NONE, Cost.NONE, Optional.empty(), OptionalLong.empty(), Math.max(1, took),
                Optional.of("The provider answered 500: internal error."));
    }
}
