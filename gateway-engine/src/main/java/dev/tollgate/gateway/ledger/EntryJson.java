package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Verdict;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.term.Word;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/// An entry in the contract's JSON, the same for the admin API and for files. Money is a plain decimal string of USD;
/// what is not known is `null`.
public final class EntryJson {
    private static final List<Dimension> ATTRIBUTION = List.of(Dimension.CUSTOMER, Dimension.WORKSPACE,
            Dimension.USER, Dimension.AGENT, Dimension.THREAD, Dimension.FEATURE, Dimension.TASK,
            Dimension.ENVIRONMENT);
    /// The units whose absence says something: not reported. Others appear where there is something to tell.
    private static final List<Unit> ALWAYS = List.of(Unit.INPUT, Unit.CACHE_READ, Unit.CACHE_WRITE_5M,
            Unit.CACHE_WRITE_1H, Unit.OUTPUT, Unit.REASONING);

    private EntryJson() {}

    /// Writes one object.
    ///
    /// @param whole with decision and attempts; list rows go without
    public static void write(JsonGenerator out, Entry e, boolean whole) {
        out.writeStartObject();
        text(out, "id", Optional.of(e.id()));
        text(out, "started", Optional.of(e.started().toString()));
        text(out, "ended", e.ended().map(Object::toString));
        word(out, "state", Optional.of(e.state()));
        asked(out, e);
        attribution(out, e);
        served(out, e);
        text(out, "settlement", e.attribution().get(Dimension.SETTLEMENT));
        usage(out, e.usage());
        cost(out, e.cost());
        out.writeNumberProperty("unpriced_attempts", e.unpriced());
        number(out, "ttft_ms", e.ttftMs());
        out.writeNumberProperty("duration_ms", e.durationMs());
        if (whole) {
            decision(out, e.decision());
            out.writeArrayPropertyStart("attempts");
            e.attempts().forEach(a -> attempt(out, a));
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void asked(JsonGenerator out, Entry e) {
        text(out, "key", Optional.of(e.asked().key()));
        text(out, "route", e.asked().route());
        text(out, "route_asked", e.asked().routeAsked());
        word(out, "endpoint", e.asked().endpoint());
        text(out, "requested_model", e.asked().model());
        out.writeBooleanProperty("stream", e.asked().stream());
        word(out, "outcome", Optional.of(e.result().outcome()));
        text(out, "app_outcome", e.appOutcome());
        out.writeNumberProperty("status", e.result().status());
        word(out, "reason", e.result().reason());
        text(out, "message", e.result().message());
    }

    private static void attribution(JsonGenerator out, Entry e) {
        out.writeObjectPropertyStart("attribution");
        for (var dimension : ATTRIBUTION) {
            text(out, dimension.word(), e.attribution().get(dimension));
        }
        word(out, Dimension.TRAFFIC.word(), Optional.of(e.attribution().traffic()));
        text(out, Dimension.OWNER.word(), e.attribution().get(Dimension.OWNER));
        text(out, Dimension.PLAN.word(), e.attribution().get(Dimension.PLAN));
        out.writeArrayPropertyStart("tags");
        e.attribution().tags().forEach(out::writeString);
        out.writeEndArray();
        text(out, "caller", e.attribution().get(Dimension.CALLER));
        out.writeEndObject();
    }

    private static void served(JsonGenerator out, Entry e) {
        var s = e.served();
        text(out, "target", s.target());
        text(out, "provider", s.provider());
        text(out, "fell_back_from", s.fellBackFrom());
        out.writeNumberProperty("attempt_count", s.attempts());
        out.writeNumberProperty("retries", s.retries());
        out.writeBooleanProperty("rescued", e.rescued());
        out.writeBooleanProperty("cached", false);
        word(out, "route_type", s.routeType());
        text(out, "upstream_model", s.upstreamModel());
        text(out, "response_model", s.responseModel());
    }

    private static void usage(JsonGenerator out, Usage usage) {
        out.writeObjectPropertyStart("usage");
        for (var unit : Unit.values()) {
            var count = usage.reported(unit);
            if (ALWAYS.contains(unit) || (count.isPresent() && unit != Unit.REQUESTS)) {
                number(out, unit.word(), count);
            }
        }
        word(out, "source", Optional.of(usage.source()));
        out.writeEndObject();
    }

    private static void cost(JsonGenerator out, Cost cost) {
        text(out, "cost_usd", cost.isPriced() ? Optional.of(Picos.usd(cost.picos())) : Optional.empty());
        word(out, "cost_source", Optional.of(cost.source()));
        word(out, "cost_bound", Optional.of(cost.bound()));
    }

    private static void decision(JsonGenerator out, List<Verdict> decision) {
        out.writeArrayPropertyStart("decision");
        for (var verdict : decision) {
            out.writeStartObject();
            text(out, "target", Optional.of(verdict.target()));
            word(out, "verdict", Optional.of(verdict.kind()));
            text(out, "reason", Optional.of(verdict.reason()));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void attempt(JsonGenerator out, Attempt a) {
        out.writeStartObject();
        out.writeNumberProperty("n", a.number());
        text(out, "target", Optional.of(a.target().label()));
        text(out, "started", Optional.of(a.started().toString()));
        word(out, "outcome", Optional.of(a.outcome()));
        word(out, "fault", a.fault());
        out.writeNumberProperty("status", a.status());
        usage(out, a.usage());
        cost(out, a.cost());
        if (a.cost().computed().isPresent()) {
            text(out, "computed_usd", Optional.of(Picos.usd(a.cost().computed().getAsLong())));
        }
        lines(out, a.cost());
        text(out, "response_model", a.responseModel());
        number(out, "ttft_ms", a.ttftMs());
        out.writeNumberProperty("duration_ms", a.durationMs());
        text(out, "detail", a.detail());
        out.writeEndObject();
    }

    private static void lines(JsonGenerator out, Cost cost) {
        out.writeArrayPropertyStart("cost_lines");
        for (var line : cost.lines()) {
            out.writeStartObject();
            word(out, "unit", Optional.of(line.unit()));
            out.writeNumberProperty("quantity", line.quantity());
            if (line.unit().isPricedByPiece()) {
                text(out, "usd_each", Optional.of(Picos.usd(line.picosEach())));
            } else {
                text(out, "usd_per_million", Optional.of(Picos.usdPerMillion(line.picosEach())));
            }
            text(out, "usd", Optional.of(Picos.usd(line.picos())));
            text(out, "price", Optional.of(line.price()));
            if (line.fallback()) {
                out.writeBooleanProperty("fallback_rate", true);
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void text(JsonGenerator out, String name, Optional<String> value) {
        if (value.isPresent()) {
            out.writeStringProperty(name, value.get());
        } else {
            out.writeNullProperty(name);
        }
    }

    private static void word(JsonGenerator out, String name, Optional<? extends Word> value) {
        text(out, name, value.map(Word::word));
    }

    private static void number(JsonGenerator out, String name, OptionalLong value) {
        if (value.isPresent()) {
            out.writeNumberProperty(name, value.getAsLong());
        } else {
            out.writeNullProperty(name);
        }
    }
}
