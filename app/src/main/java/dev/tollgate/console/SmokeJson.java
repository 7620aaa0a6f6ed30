package dev.tollgate.console;

import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.smoke.SmokeAsk;
import dev.tollgate.gateway.smoke.SmokePlan;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Word;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the endpoint `smoke` of a running process is asked and answers.
final class SmokeJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private SmokeJson() {}

    /// @param estimate nothing is started
    static String ask(String provider, List<String> models, List<String> checks, String ceilingUsd, boolean estimate) {
        var body = JSON.createObjectNode().put("provider", provider).put("ceiling_usd", ceilingUsd)
                .put("estimate", estimate);
        models.forEach(body.putArray("models")::add);
        checks.forEach(body.putArray("checks")::add);
        return body.toString();
    }

    static String id(String answer) {
        return JSON.readTree(answer).path("id").asString("");
    }

    static SmokePlan plan(String answer) {
        var node = JSON.readTree(answer);
        var targets = texts(node, "targets").stream().map(label -> new TargetId(
                label.substring(0, label.indexOf('/')), "", label.substring(label.indexOf('/') + 1))).toList();
        return new SmokePlan(new SmokeAsk(targets, Set.of(), picos(node, "ceiling_usd")), node.path("calls").asInt(0),
                picos(node, "expected_usd"), picos(node, "most_usd"), texts(node, "unpriced"),
                node.path("most_output_tokens").asLong(0));
    }

    static SmokeRun run(String answer) {
        var node = JSON.readTree(answer);
        return new SmokeRun(node.path("id").asString(""), Instant.parse(node.path("started").asString("")),
                Optional.of(node.path("ended").asString("")).filter(t -> !t.isEmpty()).map(Instant::parse),
                node.path("by").asString(""), node.path("subject").asString(""),
                word(SmokeRun.State.class, node.path("state")), node.path("checks").asInt(0),
                node.path("calls").asInt(0), picos(node, "cost_usd"), node.path("unpriced").asInt(0),
                picos(node, "ceiling_usd"),
                node.path("cells").valueStream().map(c -> cell(node.path("id").asString(""), c)).toList());
    }

    private static SmokeCell cell(String run, JsonNode c) {
        return new SmokeCell(run, c.path("target").asString(""), c.path("check").asString(""),
                word(SmokeCell.State.class, c.path("state")), Instant.parse(c.path("at").asString("")),
                c.path("cause").asString(""), c.path("detail").asString(""), c.path("assertion").asString(""),
                c.path("number").asInt(0), c.path("assertions").asInt(0),
                c.path("amount").isNumber() ? OptionalLong.of(c.path("amount").asLong()) : OptionalLong.empty(),
                c.path("calls").asInt(0), picos(c, "cost_usd"), c.path("took_ms").asLong(0),
                c.path("sent").asString(""), c.path("received").asString(""), c.path("curl").asString(""),
                texts(c, "requests"));
    }

    private static <E extends Enum<E> & Word> E word(Class<E> type, JsonNode text) {
        return Word.parse(type, text.asString("")).orElseThrow(() -> new ExportAsk.Wrong(
                "The running Tollgate is of another version; end it, or use its own command."));
    }

    private static long picos(JsonNode node, String field) {
        return Picos.ofUsd(new BigDecimal(node.path(field).asString("0")));
    }

    private static List<String> texts(JsonNode node, String field) {
        return node.path(field).valueStream().map(n -> n.asString("")).toList();
    }
}
