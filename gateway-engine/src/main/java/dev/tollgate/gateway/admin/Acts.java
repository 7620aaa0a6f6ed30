package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.admin.AdminHandler.Reply;
import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.Problem;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.control.Done;
import dev.tollgate.gateway.control.Versions;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.request.LiveSetup;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What can be done.
final class Acts {
    static final String AUTHOR = "admin API";
    private static final Set<String> VERDICTS = Set.of("accepted", "rejected", "rework");

    private final LiveSetup live;
    private final Ledger ledger;
    private final Control control;
    private final Versions versions;
    private final KeyActs keys;

    Acts(LiveSetup live, Ledger ledger, Control control, Versions versions) {
        this.live = live;
        this.ledger = ledger;
        this.control = control;
        this.versions = versions;
        this.keys = new KeyActs(live, control);
    }

    Optional<Reply> post(String[] path, JsonNode body) {
        if (path.length == 3 && path[0].equals("requests") && path[2].equals("cut")) {
            return Optional.of(cut(path[1]));
        }
        if (path[0].equals("keys") || path[0].equals("holds")) {
            return keys.post(path, body);
        }
        return switch (String.join("/", path)) {
            case "outcomes" -> Optional.of(outcome(body));
            case "config/check" -> Optional.of(check(body));
            default -> Optional.empty();
        };
    }

    private Reply cut(String id) {
        Done done = control.cut(AUTHOR, id);
        return done.affected() == 0
                ? Reply.error(404, "not_found", "id", "No request " + id + " is running.")
                : Reply.ok(new Json().put("cut", id).node());
    }

    Optional<Reply> delete(String[] path) {
        return path.length == 2 && path[0].equals("keys") ? Optional.of(keys.delete(path[1])) : Optional.empty();
    }

    private Reply outcome(JsonNode body) {
        var id = body.path("request_id").asString("");
        var verdict = body.path("outcome").asString("");
        if (id.isEmpty()) {
            return Reply.error(400, "invalid_request", "request_id", "request_id is missing.");
        }
        if (!VERDICTS.contains(verdict)) {
            return Reply.error(400, "invalid_request", "outcome", "outcome is accepted, rejected or rework.");
        }
        return ledger.appOutcome(id, verdict)
                ? Reply.ok(new Json().put("request_id", id).put("outcome", verdict).node())
                : Reply.error(404, "not_found", "request_id", "There is no request " + id + ".");
    }

    private Reply check(JsonNode body) {
        var text = body.path("yaml").isMissingNode() ? body.toString() : body.path("yaml").asString("");
        var zone = live.current().config().billingZone();
        List<Problem> problems = switch (ConfigFile.parse(text, "configuration", zone)) {
            case ConfigFile.Parsed.Good(var _, var warnings) -> warnings;
            case ConfigFile.Parsed.Wrong(var wrong) -> wrong;
        };
        return Reply.ok(new Json().put("problems", Json.array(problems, Acts::problem))
                .put("read_only", versions.file()).node());
    }

    private static JsonNode problem(Problem p) {
        return new Json().put("path", p.path()).put("line", p.line()).put("message", p.message())
                .put("warning", p.warning()).node();
    }
}
