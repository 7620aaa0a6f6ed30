package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.admin.AdminHandler.Reply;
import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.smoke.Change;
import dev.tollgate.gateway.smoke.Check;
import dev.tollgate.gateway.smoke.SmokeAsk;
import dev.tollgate.gateway.smoke.SmokePlan;
import dev.tollgate.gateway.smoke.SmokeTests;
import dev.tollgate.gateway.smoke.SmokeTests.Asked;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.TargetId;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// `smoke`: runs are estimated, started, watched and cancelled.
final class SmokeDoor {
    private static final String AUTHOR = "admin API";

    private final SmokeTests smoke;

    SmokeDoor(SmokeTests smoke) {
        this.smoke = smoke;
    }

    Optional<Reply> get(String[] path, Parameters query) {
        if (path.length == 1) {
            return Optional.of(list(query.exactly("limit").limit()));
        }
        return path.length == 2 ? Optional.of(one(path[1])) : Optional.empty();
    }

    Optional<Reply> post(String[] path, JsonNode body) {
        if (path.length == 3 && path[2].equals("cancel")) {
            Fields.of(body);
            return Optional.of(smoke.cancel(path[1])
                    ? Reply.ok(new Json().put("id", path[1]).put("cancelled", true).node())
                    : Reply.error(404, "not_found", "id", "No smoke test " + path[1] + " is running."));
        }
        return path.length == 1 ? Optional.of(ask(body)) : Optional.empty();
    }

    private Reply ask(JsonNode body) {
        var fields = Fields.of(body, "provider", "models", "checks", "ceiling_usd", "estimate");
        var provider = fields.text("provider").filter(name -> !name.isEmpty())
                .orElseThrow(() -> new Parameters.Wrong("provider", "provider is missing: name the one to test."));
        boolean estimate = fields.flag("estimate");
        return switch (smoke.plan(provider, fields.texts("models"), checks(fields), ceiling(body))) {
            case Asked.Possible(var plan) -> estimate
                    ? Reply.ok(plan(new Json(), plan).node())
                    : started(smoke.start(AUTHOR, plan));
            case Asked.Refused no -> refused(no);
            case Asked.Started started -> started(started);
        };
    }

    private static Reply started(Asked asked) {
        return switch (asked) {
            case Asked.Started(var id, var plan) -> {
                var json = plan(new Json().put("id", id), plan).node();
                yield new Reply(202, json, Reply.ok(json).head());
            }
            case Asked.Refused no -> refused(no);
            case Asked.Possible(var plan) -> Reply.ok(plan(new Json(), plan).node());
        };
    }

    private static Reply refused(Asked.Refused no) {
        return no.field().isEmpty()
                ? Reply.error(409, "smoke_running", null, no.message())
                : Reply.error(400, "invalid_request", no.field(), no.message());
    }

    private static Set<Check> checks(Fields fields) {
        var checks = EnumSet.noneOf(Check.class);
        fields.texts("checks").forEach(name -> checks.add(Check.named(name)
                .orElseThrow(() -> new Parameters.Wrong("checks", "There is no check " + name + ". There are: "
                        + Arrays.stream(Check.values()).map(Check::word).collect(Collectors.joining(", ")) + "."))));
        return checks;
    }

    private static long ceiling(JsonNode body) {
        var given = body.path("ceiling_usd");
        if (given.isMissingNode()) {
            return SmokeAsk.USUAL_CEILING;
        }
        try {
            return Picos.ofUsd(new BigDecimal(given.asString("")));
        } catch (ArithmeticException | NumberFormatException wrong) {
            throw new Parameters.Wrong("ceiling_usd", "ceiling_usd must be a decimal number of USD.");
        }
    }

    private static Json plan(Json json, SmokePlan plan) {
        return json.put("targets", Json.array(plan.ask().targets(), (TargetId t) -> Json.text(t.label())))
                .put("calls", plan.calls()).put("expected_usd", Picos.usd(plan.expectedPicos()))
                .put("most_usd", Picos.usd(plan.mostPicos())).put("most_output_tokens", plan.mostTokens())
                .put("unpriced", Json.array(plan.unpriced(), Json::text))
                .put("ceiling_usd", Picos.usd(plan.ask().ceilingPicos()));
    }

    private Reply list(int limit) {
        var runs = smoke.runs().recent(limit);
        var changes = Change.in(runs);
        var live = smoke.running().filter(r -> r.state() == SmokeRun.State.RUNNING);
        return Reply.ok(Json.list(Json.array(runs, run -> run(live.filter(l -> l.id().equals(run.id())).orElse(run),
                changes.getOrDefault(run.id(), List.of()))), Optional.empty()));
    }

    private Reply one(String id) {
        var live = smoke.running().filter(r -> r.id().equals(id));
        return live.filter(r -> r.state() == SmokeRun.State.RUNNING).or(() -> smoke.runs().run(id)).or(() -> live)
                .map(r -> Reply.ok(run(r, List.of())))
                .orElseGet(() -> Reply.error(404, "not_found", "id", "There is no smoke test " + id + "."));
    }

    private static JsonNode run(SmokeRun run, List<Change> changes) {
        return new Json().put("id", run.id()).put("started", run.started().toString()).at("ended", run.ended())
                .put("by", run.author()).put("subject", run.subject()).put("state", run.state().word())
                .put("note", text(run.note()))
                .put("checks", run.checks()).put("calls", run.calls()).put("cost_usd", Picos.usd(run.picos()))
                .put("unpriced", run.unpriced()).put("ceiling_usd", Picos.usd(run.ceiling()))
                .put("changed", Json.array(changes, SmokeDoor::change))
                .put("cells", Json.array(run.cells(), SmokeDoor::cell)).node();
    }

    private static JsonNode change(Change c) {
        return new Json().put("target", c.target()).put("check", c.check()).put("from", c.from().word())
                .put("to", c.to().word()).put("cause", c.cause()).node();
    }

    private static JsonNode cell(SmokeCell c) {
        return new Json().put("target", c.target()).put("check", c.check()).put("state", c.state().word())
                .put("at", c.at().toString()).put("cause", c.cause()).put("detail", c.detail())
                .put("assertion", c.assertion()).put("number", c.number()).put("assertions", c.assertions())
                .put("amount", c.amount()).put("calls", c.calls()).put("cost_usd", Picos.usd(c.picos()))
                .put("took_ms", c.tookMs()).put("sent", text(c.sent())).put("received", text(c.received()))
                .put("curl", text(c.curl())).put("requests", Json.array(c.requests(), Json::text)).node();
    }

    private static Optional<String> text(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty());
    }
}
