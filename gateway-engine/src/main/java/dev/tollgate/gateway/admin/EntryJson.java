package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Verdict;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Unit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// An entry as the contract spells it: money in exact decimals of USD, what was not reported as null.
final class EntryJson {
    private static final List<Dimension> SHOWN = List.of(Dimension.CUSTOMER, Dimension.WORKSPACE, Dimension.USER,
            Dimension.AGENT, Dimension.THREAD, Dimension.FEATURE, Dimension.TASK, Dimension.ENVIRONMENT);

    private EntryJson() {}

    /// All but attempts and decision.
    static ObjectNode row(Entry e) {
        var json = new Json().put("id", e.id()).put("started", e.started().toString()).at("ended", e.ended())
                .put("state", e.state().word());
        asked(json, e);
        json.put("outcome", e.result().outcome().word()).put("app_outcome", e.appOutcome())
                .put("status", e.result().status()).word("reason", e.result().reason())
                .put("attribution", attribution(e.attribution()));
        served(json, e);
        json.put("usage", usage(e.usage()));
        cost(json, e.cost());
        return json.put("unpriced_attempts", e.unpriced()).put("ttft_ms", e.ttftMs())
                .put("duration_ms", e.durationMs()).node();
    }

    static ObjectNode whole(Entry e) {
        var node = row(e);
        node.set("message", new Json().put("m", e.result().message()).node().get("m"));
        node.set("decision", Json.array(e.decision(), EntryJson::verdict));
        node.set("attempts", Json.array(e.attempts(), EntryJson::attempt));
        return node;
    }

    private static void asked(Json json, Entry e) {
        json.put("key", e.asked().key()).put("route", e.asked().route()).put("route_asked", e.asked().routeAsked())
                .word("endpoint", e.asked().endpoint()).put("requested_model", e.asked().model())
                .put("stream", e.asked().stream());
    }

    private static void served(Json json, Entry e) {
        var s = e.served();
        json.put("target", s.target()).put("fell_back_from", s.fellBackFrom()).put("attempt_count", s.attempts())
                .put("retries", s.retries()).put("rescued", false).put("cached", false)
                .word("route_type", s.routeType()).put("upstream_model", s.upstreamModel())
                .put("response_model", s.responseModel()).put("settlement", Optional.empty());
    }

    private static ObjectNode attribution(Attribution who) {
        var json = new Json();
        SHOWN.forEach(d -> json.put(d.word(), who.get(d)));
        return json.put("traffic", who.traffic().word()).put("tags", Json.array(who.tags(), Json::text))
                .put("caller", who.get(Dimension.CALLER)).node();
    }

    static ObjectNode usage(Usage usage) {
        var json = new Json();
        for (Unit unit : Unit.values()) {
            boolean always = unit.compareTo(Unit.CACHE_WRITE_1H) <= 0 || unit == Unit.OUTPUT || unit == Unit.REASONING;
            if (always || (usage.reported(unit).isPresent() && unit != Unit.REQUESTS)) {
                json.put(unit.word(), usage.reported(unit));
            }
        }
        return json.put("source", usage.source().word()).node();
    }

    private static void cost(Json json, Cost cost) {
        json.put("cost_usd", cost.isPriced() ? Optional.of(Picos.usd(cost.picos())) : Optional.<String>empty())
                .put("cost_source", cost.source().word()).put("cost_bound", cost.bound().word());
    }

    private static ObjectNode verdict(Verdict v) {
        return new Json().put("target", v.target()).put("verdict", v.kind().word()).put("reason", v.reason()).node();
    }

    private static ObjectNode attempt(Attempt a) {
        var json = new Json().put("n", a.number()).put("target", a.target().label())
                .put("started", a.started().toString()).put("outcome", a.outcome().word()).word("fault", a.fault())
                .put("status", a.status()).put("detail", a.detail()).put("response_model", a.responseModel())
                .put("usage", usage(a.usage()));
        cost(json, a.cost());
        if (a.cost().computed().isPresent()) {
            json.put("computed_usd", Picos.usd(a.cost().computed().getAsLong()));
        }
        return json.put("cost_lines", Json.array(a.cost().lines(), EntryJson::line)).put("ttft_ms", a.ttftMs())
                .put("duration_ms", a.durationMs()).node();
    }

    private static ObjectNode line(Cost.Line line) {
        return new Json().put("unit", line.unit().word()).put("quantity", line.quantity())
                .put("usd_per_million", Picos.usdPerMillion(line.picosEach())).put("usd", Picos.usd(line.picos()))
                .put("price", line.price()).put("fallback_rate", line.fallback()).node();
    }
}
