package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.admin.AdminHandler.Reply;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.control.Versions;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.ledger.SpendRow;
import dev.tollgate.gateway.request.Line;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.routing.TargetState;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Word;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Head;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// What can be asked.
final class Reads {
    private final LiveSetup live;
    private final Ledger ledger;
    private final Line line;
    private final Guards guards;
    private final Versions versions;
    private final Time time;

    Reads(LiveSetup live, Ledger ledger, Line line, Control control, Versions versions, Time time) {
        this.live = live;
        this.ledger = ledger;
        this.line = line;
        this.guards = new Guards(live, control, time);
        this.versions = versions;
        this.time = time;
    }

    /// Anybody may ask: that the file is refused is said, what is in it is not.
    Reply health() {
        var status = ledger.status();
        return Reply.ok(new Json().put("status", "ok").put("version", Version.CURRENT)
                .put("recording", status.recording()).put("queued", status.queued()).put("trouble", status.trouble())
                .put("config", versions.refused().isPresent() ? "refused" : "ok").node());
    }

    Optional<Reply> get(String[] path, Parameters query) {
        if (path.length == 2 && path[0].equals("requests")) {
            return Optional.of(entry(path[1]));
        }
        return path.length == 1 ? list(path[0], query) : Optional.empty();
    }

    /// Rows that come whole, as few as they are: nothing filters them.
    private Optional<Reply> whole(String what, Parameters query) {
        var reply = switch (what) {
            case "flights" -> Optional.of(data(Json.array(line.flights().views(), Reads::flight)));
            case "targets" -> Optional.of(data(Json.array(targets(), this::target)));
            case "budgets" -> Optional.of(data(guards.budgets(line.admission())));
            case "keys" -> Optional.of(data(guards.keys()));
            case "holds" -> Optional.of(data(guards.holds()));
            case "config" -> Optional.of(config());
            default -> Optional.<Reply>empty();
        };
        reply.ifPresent(_ -> query.exactly());
        return reply;
    }

    private Optional<Reply> list(String what, Parameters query) {
        return switch (what) {
            case "requests" -> Optional.of(requests(query));
            case "spend" -> Optional.of(spend(query));
            default -> whole(what, query);
        };
    }

    private static Reply data(JsonNode rows) {
        return Reply.ok(Json.list(rows, Optional.empty()));
    }

    private Reply requests(Parameters query) {
        var filter = query.known("from", "to", "min_usd", "limit", "cursor").filter(time.instant());
        int limit = query.limit();
        var page = asked("cursor", () -> ledger.queries().entries(filter, limit, query.get("cursor")));
        return Reply.ok(Json.list(Json.array(page.entries(), e -> Json.entry(e, false)), page.nextCursor()));
    }

    private Reply entry(String id) {
        return ledger.queries().entry(id).map(e -> Reply.ok(Json.entry(e, true)))
                .orElseGet(() -> Reply.error(404, "not_found", "id", "There is no request " + id + "."));
    }

    private Reply spend(Parameters query) {
        var by = query.known("by", "from", "to", "step").dimensions("by");
        if (by.size() > 2) {
            throw new Parameters.Wrong("by", "by takes up to two dimensions.");
        }
        var step = Word.parse(SpendQuery.Step.class, query.get("step").orElse("hour"))
                .orElseThrow(() -> new Parameters.Wrong("step", "step is minute, hour or day."));
        var now = time.instant();
        var period = query.period(now.minus(Duration.ofDays(1)), now.plusSeconds(60));
        var spend = new SpendQuery(by, period.from(), period.to(), step, length(step), query.only());
        var rows = asked("by", () -> ledger.queries().spend(spend));
        return data(Json.array(rows, row -> spendRow(by, row)));
    }

    /// What the ledger cannot answer is the asker's mistake.
    private static <T> T asked(String parameter, Supplier<T> query) {
        try {
            return query.get();
        } catch (IllegalArgumentException wrong) {
            throw new Parameters.Wrong(parameter, wrong.getMessage() + ".");
        }
    }

    private static Duration length(SpendQuery.Step step) {
        return switch (step) {
            case MINUTE -> Duration.ofMinutes(1);
            case HOUR -> Duration.ofHours(1);
            case DAY -> Duration.ofDays(1);
        };
    }

    private static JsonNode spendRow(List<Dimension> by, SpendRow row) {
        var json = new Json().put("start", row.start().toString());
        for (int i = 0; i < by.size(); i++) {
            json.put(by.get(i).word(), Optional.of(row.by().get(i)).filter(v -> !v.isEmpty()));
        }
        var t = row.totals();
        return json.put("requests", t.requests()).put("errors", t.errors()).put("input", t.input())
                .put("cache_read", t.cacheRead()).put("output", t.output()).put("cost_usd", Picos.usd(t.picos()))
                .put("unpriced", t.unpriced()).node();
    }

    private static JsonNode flight(FlightView f) {
        return new Json().put("id", f.id()).put("key", f.key()).put("route", f.route()).put("target", f.target())
                .put("state", f.phase().word()).put("started", f.started().toString()).put("input", f.input())
                .put("output", f.output())
                .put("cost_usd", f.priced() ? Optional.of(Picos.usd(f.picos())) : Optional.<String>empty()).node();
    }

    /// Those that were called, and those that a route names and nobody has called yet.
    private List<TargetState> targets() {
        var config = live.current().config();
        var states = new ArrayList<>(line.health().states());
        for (var route : config.routes()) {
            for (var target : route.targets()) {
                boolean known = states.stream().anyMatch(s -> s.id().provider().equals(target.provider())
                        && s.id().model().equals(target.model()));
                var provider = config.provider(target.provider());
                if (!known && provider.isPresent() && !target.model().equals(Target.SAME_NAME)) {
                    var credential = provider.get().credentials().isEmpty() ? "" : "1";
                    states.add(new TargetState(new TargetId(target.provider(), credential, target.model()), "ok",
                            Optional.empty(), "not called since the start", 0, 0, 0));
                }
            }
        }
        return states;
    }

    private JsonNode target(TargetState t) {
        var provider = live.current().config().provider(t.id().provider());
        var json = new Json().put("target", t.id().label()).put("provider", t.id().provider())
                .put("model", t.id().model()).put("credential", t.id().credential()).put("state", t.state())
                .at("until", t.until()).put("because", t.because()).put("succeeded", t.succeeded())
                .put("failed", t.failed()).put("running", t.running())
                .put("enabled", provider.map(Provider::enabled).orElse(false));
        provider.flatMap(p -> pace(p, t.id().credential())).ifPresent(pace -> json.put("limits", pace));
        return json.node();
    }

    /// What its credential may still do, where it has limits.
    private Optional<JsonNode> pace(Provider provider, String credential) {
        int place = credential.isEmpty() ? 0 : Integer.parseInt(credential);
        if (place < 1 || place > provider.credentials().size()
                || !provider.credentials().get(place - 1).isLimited()) {
            return Optional.empty();
        }
        var pace = line.health().paces(provider).get(place - 1);
        var json = new Json();
        pace.rpm().ifPresent(rpm -> json.put("rpm", rpm).put("calls", pace.calls()));
        pace.tpm().ifPresent(tpm -> json.put("tpm", tpm).put("tokens", pace.tokens()));
        pace.parallel().ifPresent(parallel -> json.put("parallel", parallel).put("running", pace.running()));
        return Optional.of(json.node());
    }

    private Reply config() {
        var setup = live.current();
        return new Reply(200, Masked.json(setup.config()), Head.of("Content-Type", "application/json", "ETag",
                "\"" + setup.version() + "\""));
    }
}
